import assert from 'node:assert/strict';
import type { Lab } from '../../../src/lab/labOptions.ts';
import { connect, deviceOf, LabTerminal, startTestLab } from './labClient.ts';

describe('lab over SSH: devices', () => {
  let lab: Lab;
  before(async () => {
    lab = await startTestLab();
  });
  after(() => lab.close());

  it('IOS: enable, paging until it is turned off, echo, configuration', async () => {
    const terminal = await LabTerminal.open(deviceOf(lab, 'access-1'));
    await terminal.until(/access-1>$/);
    await terminal.ask('enable', /enable\r\nPassword: $/);
    assert.equal(await terminal.ask('secret', /access-1#$/), '\r\naccess-1#');
    await terminal.ask('show version', /System returned to ROM[^]* --More-- $/);
    terminal.send(' ');
    await terminal.until(/\x08{9} {8}\x08{9}[^]*Configuration register is 0x2102\r\n\r\naccess-1#$/);
    await terminal.ask('terminal length 0', /access-1#$/);
    const version = await terminal.ask('show version', /access-1#$/);
    assert.ok(version.startsWith('show version\r\nCisco IOS XE Software, Version 17.09.04a\r\n'));
    assert.doesNotMatch(version, /More/);
    await terminal.ask('configure terminal', /access-1\(config\)#$/);
    terminal.send('\x1a');
    await terminal.until(/\^Z\r\naccess-1#$/);
    await terminal.ask('exit', /exit\r\n$/);
    await terminal.gone();
  });

  it('IOS: three wrong enable secrets', async () => {
    const terminal = await LabTerminal.open(deviceOf(lab, 'edge-1'));
    await terminal.until(/edge-1>$/);
    await terminal.ask('enable', /Password: $/);
    await terminal.ask('no', /Password: $/);
    await terminal.ask('no', /Password: $/);
    await terminal.ask('no', /% Bad secrets\r\n\r\nedge-1>$/);
    terminal.close();
  });

  it('lives on when a client goes that would like compression, however it goes', async () => {
    const device = deviceOf(lab, 'edge-1');
    const connections = (): number => lab.stats().get('edge-1')?.open ?? 0;
    for (const leave of ['end', 'destroy'] as const) {
      const client = await connect(device, {
        algorithms: { compress: ['zlib@openssh.com', 'zlib', 'none'] },
      });
      await new Promise<void>((resolve, reject) => {
        client.shell((error, channel) => {
          if (error !== undefined) reject(error);
          else channel.once('data', () => resolve());
        });
      });
      assert.equal(connections(), 1);
      client[leave]();
      while (connections() > 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const terminal = await LabTerminal.open(device);
    await terminal.until(/edge-1>$/);
    terminal.close();
  });

  it('NX-OS: privileged at once, config sections', async () => {
    const terminal = await LabTerminal.open(deviceOf(lab, 'core-1'), { rows: 1000, cols: 511 });
    await terminal.until(/core-1# $/);
    await terminal.ask('show interface brief', /mgmt0[^]*Eth1\/36[^]*core-1# $/);
    await terminal.ask('configure terminal', /core-1\(config\)# $/);
    await terminal.ask('interface Ethernet1/20', /core-1\(config-if\)# $/);
    await terminal.ask('end', /core-1# $/);
    terminal.close();
  });

  it('EOS: the words that clients wait for', async () => {
    const terminal = await LabTerminal.open(deviceOf(lab, 'leaf-1'));
    await terminal.until(/leaf-1>$/);
    await terminal.ask('terminal width 511', /Width set to 511 columns\.\r\nleaf-1>$/);
    await terminal.ask('terminal length 0', /Pagination disabled\.\r\nleaf-1>$/);
    await terminal.ask('enable', /Password: $/);
    await terminal.ask('secret', /leaf-1#$/);
    await terminal.ask('show version', /Arista DCS-7150S-24\r\n[^]*leaf-1#$/);
    terminal.close();
  });

  it('Junos: pager, completion by the space bar, commit', async () => {
    const terminal = await LabTerminal.open(deviceOf(lab, 'mx-1'));
    await terminal.until(/showrun@mx-1> $/);
    await terminal.ask('sho conf', /> show configuration \r\n|show conf[^]*---\(more\)---$/);
    terminal.send('q');
    await terminal.until(/showrun@mx-1> $/);
    await terminal.ask('set cli screen-length 0', /Screen length set to 0\r\nshowrun@mx-1> $/);
    await terminal.ask('configure', /Entering configuration mode\r\n\r\n\[edit\]\r\nshowrun@mx-1# $/);
    await terminal.ask('set interfaces xe-0/1/5 description seen', /\[edit\]\r\nshowrun@mx-1# $/);
    await terminal.ask('commit and-quit', /commit complete\r\nExiting configuration mode\r\nshowrun@mx-1> $/);
    await terminal.ask('show interfaces descriptions', /xe-0\/1\/5 +up +down +seen\r\n[^]*> $/);
    terminal.close();
  });

  it('Linux: prompt, root, and a command without a terminal', async () => {
    const device = deviceOf(lab, 'jump-1');
    const terminal = await LabTerminal.open(device);
    await terminal.until(/showrun@jump-1:~\$ $/);
    await terminal.ask('sudo -s', /\[sudo\] password for showrun: $/);
    await terminal.ask('pass', /root@jump-1:\/home\/showrun# $/);
    terminal.send('\x04');
    await terminal.until(/showrun@jump-1:~\$ $/);
    terminal.close();
    const client = await connect(device);
    const output = await new Promise<string>((resolve, reject) => {
      client.exec('uname -a | wc -l; hostname', (error, channel) => {
        if (error !== undefined) {
          reject(error);
          return;
        }
        let text = '';
        channel.on('data', (chunk: Buffer) => (text += chunk.toString()));
        channel.on('close', () => resolve(text));
      });
    });
    assert.equal(output, '1\njump-1\n');
    client.end();
  });

  it('counts connections and logins and keeps every line that was typed, but no secret', () => {
    const stats = lab.stats().get('access-1');
    assert.equal(stats?.connections, 1);
    assert.equal(stats.loginsAccepted, 1);
    assert.deepEqual(stats.commands, [
      'enable',
      'show version',
      'terminal length 0',
      'show version',
      'configure terminal',
      'end',
      'exit',
    ]);
    assert.equal(lab.stats().get('spine-1')?.connections, 0);
  });

  it('an open session sees the other state of the network at once', async () => {
    const terminal = await LabTerminal.open(deviceOf(lab, 'spine-1'));
    await terminal.until(/spine-1>$/);
    const before = await terminal.ask('show ip route | include 10.99', /spine-1>$/);
    lab.setState('after');
    const after = await terminal.ask('show ip route | include 10.99', /spine-1>$/);
    lab.setState('before');
    assert.notEqual(after, before);
    terminal.close();
  });
});

describe('lab over SSH: options', () => {
  it('frames outputs with the device and the command where it is asked to', async () => {
    const lab = await startTestLab({ count: 5, tuning: { tokens: true } });
    const terminal = await LabTerminal.open(deviceOf(lab, 'core-1'));
    await terminal.until(/core-1# $/);
    await terminal.ask(
      'show clock',
      /% token core-1 show clock begin\r\n[^]*% token core-1 show clock end\r\ncore-1# $/,
    );
    terminal.close();
    await lab.close();
  });

  it('logs an idle session out', async () => {
    const lab = await startTestLab({ count: 5, tuning: { idleLogoutMs: 40 } });
    const terminal = await LabTerminal.open(deviceOf(lab, 'core-1'));
    await terminal.until(/core-1# $/);
    await terminal.gone();
    await lab.close();
  });

  it('greets with a banner before and a text after login', async () => {
    const lab = await startTestLab({ count: 5, tuning: { banner: 'keep out\n', motd: 'be careful' } });
    let banner = '';
    const client = new (await import('ssh2')).default.Client();
    client.on('banner', (text) => (banner = text));
    const device = deviceOf(lab, 'edge-1');
    await new Promise((resolve, reject) => {
      client.once('ready', resolve as () => void).once('error', reject);
      client.connect({ host: device.host, port: device.port, username: 'showrun', password: 'pass' });
    });
    assert.equal(banner, 'keep out\r\n');
    client.end();
    const terminal = await LabTerminal.open(device);
    await terminal.until(/be careful\r\nedge-1>$/);
    terminal.close();
    await lab.close();
  });

  it('adds the round-trip time it was given', async () => {
    const lab = await startTestLab({ count: 5, latencyMs: 30 });
    const terminal = await LabTerminal.open(deviceOf(lab, 'core-1'));
    await terminal.until(/core-1# $/);
    const start = performance.now();
    await terminal.ask('show clock', /core-1# $/);
    assert.ok(performance.now() - start >= 29);
    terminal.close();
    await lab.close();
  });

  const hostKeyOf = async (name: string, seed: number, sharedHostKey?: boolean): Promise<string> => {
    const tuning = sharedHostKey === undefined ? {} : { sharedHostKey };
    const lab = await startTestLab({ count: 5, seed, tuning });
    let seen = '';
    const client = await connect(deviceOf(lab, name), {
      hostVerifier: (key: Buffer) => {
        seen = key.toString('base64');
        return true;
      },
    });
    client.end();
    await lab.close();
    return seen;
  };

  it('has one host key for all devices of every lab, so that a port may pass from one to another', async () => {
    const first = await hostKeyOf('core-1', 1);
    assert.equal(await hostKeyOf('edge-1', 2), first);
  });

  it('can have a host key for each device, kept over a restart, and another for another seed', async () => {
    const first = await hostKeyOf('core-1', 1, false);
    assert.equal(await hostKeyOf('core-1', 1, false), first);
    assert.notEqual(await hostKeyOf('edge-1', 1, false), first);
    assert.notEqual(await hostKeyOf('core-1', 2, false), first);
  });

  it('starts devices by name, on the ports asked for', async () => {
    const lab = await startTestLab({
      devices: [
        { name: 'r1', platform: 'cisco_ios', role: 'edge', site: 'home' },
        { name: 'r2', platform: 'juniper_junos', faults: ['refuse'] },
      ],
    });
    assert.deepEqual(
      lab.devices.map(({ name, site, role }) => [name, site, role]),
      [
        ['r1', 'home', 'edge'],
        ['r2', 'ams', 'router'],
      ],
    );
    const taken = deviceOf(lab, 'r1').port;
    await assert.rejects(startTestLab({ devices: [{ name: 'x', platform: 'linux', port: taken }] }), {
      code: 'lab.port-in-use',
    });
    await assert.rejects(connect(deviceOf(lab, 'r2')), /ECONNREFUSED/);
    await lab.close();
    await assert.rejects(connect(deviceOf(lab, 'r1')), /ECONNREFUSED/);
  });
});
