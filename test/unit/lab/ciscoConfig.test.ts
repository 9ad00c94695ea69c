import assert from 'node:assert/strict';
import { ask, LabShells } from './labShells.ts';

describe('lab: configuration really changes the device', () => {
  const platforms = [
    {
      name: 'access-1',
      port: 'GigabitEthernet1/0/1',
      short: 'Gi1/0/1',
      status: 'show interfaces status',
      disabled: 'disabled',
    },
    {
      name: 'core-1',
      port: 'Ethernet1/1',
      short: 'Eth1/1',
      status: 'show interface status',
      disabled: 'disabled',
    },
    {
      name: 'leaf-1',
      port: 'Ethernet1',
      short: 'Et1',
      status: 'show interfaces status',
      disabled: 'disabled',
    },
  ];
  for (const { name, port, short, status, disabled } of platforms) {
    it(`${name}: description and shutdown show in status and configuration, and can be taken back`, () => {
      const shell = new LabShells().privileged(name);
      const line = (): string =>
        ask(shell, status)
          .split('\n')
          .find((each) => each.startsWith(`${short} `)) ?? '';
      assert.match(line(), /connected/);
      ask(shell, 'configure terminal', `interface ${port}`, 'description to the moon', 'shutdown', 'end');
      assert.match(line(), new RegExp(`to the moon +${disabled}`));
      assert.match(ask(shell, 'show running-config'), /description to the moon/);
      ask(shell, 'configure terminal', `interface ${port}`, 'no shutdown', 'no description', 'end');
      assert.doesNotMatch(line(), /moon|disabled/);
    });
  }

  it('a VLAN comes, is named and goes', () => {
    for (const name of ['access-1', 'core-1', 'leaf-1']) {
      const shell = new LabShells().privileged(name);
      ask(shell, 'configure terminal', 'vlan 123', 'name GUESTS', 'end');
      assert.match(ask(shell, 'show vlan'), /^123 +GUESTS +active/m, name);
      ask(shell, 'configure terminal', 'no vlan 123', 'end');
      assert.doesNotMatch(ask(shell, 'show vlan'), /GUESTS/, name);
    }
  });

  it('the host name is in the prompt at once, cut to 20 characters in IOS configuration mode', () => {
    const shell = new LabShells().privileged('edge-1');
    ask(shell, 'configure terminal', 'hostname a-name-of-more-than-twenty-characters');
    assert.equal(shell.prompt(), 'a-name-of-more-than-(config)#');
    ask(shell, 'end');
    assert.equal(shell.prompt(), 'a-name-of-more-than-twenty-characters#');
  });

  it('a port that is shut takes the neighbour with it', () => {
    const lab = new LabShells();
    const access = lab.privileged('access-1');
    const core = lab.privileged('core-1');
    const uplink = [...lab.network.device('access-1').interfaces.values()].find(
      (port) => port.link !== undefined,
    )!;
    const far = lab.network.peer(uplink)!.port.name;
    assert.match(ask(core, `show interface ${far}`), / is up\n/);
    assert.match(ask(core, 'show lldp neighbors'), /access-1/);
    ask(access, 'configure terminal', `interface ${uplink.name}`, 'shutdown', 'end');
    assert.match(ask(core, `show interface ${far}`), / is down \(Link not connected\)\n/);
    assert.doesNotMatch(ask(core, 'show lldp neighbors'), /access-1 /);
  });

  it('an address takes part in routes and tables', () => {
    const shell = new LabShells().privileged('edge-1');
    ask(shell, 'configure terminal', 'interface Loopback7', 'ip address 10.77.7.7 255.255.255.0', 'end');
    assert.match(ask(shell, 'show ip interface brief'), /^Loopback7 +10\.77\.7\.7 +YES NVRAM +up +up$/m);
    assert.match(ask(shell, 'show ip route'), /^C {8}10\.77\.7\.0\/24 is directly connected, Loopback7$/m);
  });

  it('keeps lines and sections it does not model, and forgets them on no', () => {
    const shell = new LabShells().privileged('edge-1');
    ask(
      shell,
      'configure terminal',
      'logging host 192.0.2.1',
      'ip access-list extended MGMT',
      'permit ip any any',
      'end',
    );
    assert.match(ask(shell, 'show running-config'), /^logging host 192\.0\.2\.1\n/m);
    assert.match(ask(shell, 'show running-config'), /^ip access-list extended MGMT\n permit ip any any$/m);
    ask(shell, 'configure terminal', 'no logging host 192.0.2.1', 'end');
    assert.doesNotMatch(ask(shell, 'show running-config'), /192\.0\.2\.1/);
  });

  it('the startup configuration follows only when it is saved', () => {
    const saves = {
      'access-1': 'write memory',
      'core-1': 'copy running-config startup-config',
      'leaf-1': 'write',
    };
    for (const [name, save] of Object.entries(saves)) {
      const shell = new LabShells().privileged(name);
      ask(shell, save);
      ask(shell, 'configure terminal', 'ntp server 198.51.100.1', 'end');
      assert.match(ask(shell, 'show running-config'), /198\.51\.100\.1/, name);
      assert.doesNotMatch(ask(shell, 'show startup-config'), /198\.51\.100\.1/, name);
      ask(shell, save);
      assert.match(ask(shell, 'show startup-config'), /198\.51\.100\.1/, name);
    }
  });

  it('refuses a port that the hardware does not have', () => {
    const shell = new LabShells().privileged('access-1');
    assert.match(ask(shell, 'configure terminal', 'interface GigabitEthernet7/0/1'), /% Invalid input/);
    assert.equal(shell.prompt(), 'access-1(config)#');
  });
});
