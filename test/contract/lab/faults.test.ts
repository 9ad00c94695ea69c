import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import ssh2 from 'ssh2';
import { labFaults, type LabFault } from '../../../src/lab/labFault.ts';
import type { Lab, LabDevice } from '../../../src/lab/labOptions.ts';
import { connect, deviceOf, event, idle, LabTerminal, startTestLab } from './labClient.ts';

const tuning = { slowDelayMs: 1, slowLoginMs: 120, bigOutputBytes: 300_000, longLineBytes: 200_000 };

describe('lab over SSH: faults', () => {
  let lab: Lab;
  let device: LabDevice;
  const tried = new Set<LabFault>();

  before(async () => {
    lab = await startTestLab({ count: 5, tuning });
    device = deviceOf(lab, 'core-1');
  });
  afterEach(() => lab.setFault('*', undefined));
  after(() => lab.close());

  const withFault = async (...faults: LabFault[]): Promise<void> => {
    for (const fault of faults) tried.add(fault);
    await lab.setFault('core-1', faults);
    assert.deepEqual(device.faults, faults);
  };
  const open = async (): Promise<LabTerminal> => {
    const terminal = await LabTerminal.open(device, { rows: 1000 });
    await terminal.until(/core-1# $/);
    return terminal;
  };

  it('refuse: and back on the same port when it is healed', async () => {
    await withFault('refuse');
    await assert.rejects(connect(device), /ECONNREFUSED/);
    await lab.setFault('core-1', undefined);
    (await connect(device)).end();
  });

  it('reset', async () => {
    await withFault('reset');
    await assert.rejects(connect(device), /ECONNRESET|closed/);
  });

  for (const fault of ['hang-before-login', 'hang-in-banner', 'hang-in-login'] as const) {
    it(`${fault}: silence, and no login`, async () => {
      await withFault(fault);
      await assert.rejects(connect(device, { readyTimeout: 150 }), /Timed out/);
    });
  }

  it('kex-failure', async () => {
    await withFault('kex-failure');
    await assert.rejects(connect(device), /no matching|Handshake failed/);
  });

  it('old-key-exchange: only a client that takes part in group exchange gets in', async () => {
    await withFault('old-key-exchange');
    await assert.rejects(connect(device, { algorithms: { kex: ['curve25519-sha256'] } }), /no matching/i);
    await assert.rejects(
      connect(device, { algorithms: { kex: ['diffie-hellman-group-exchange-sha1'] } }),
      /no matching/i,
    );
    // ssh2's own client tests the prime for half a minute: test/contract/faults logs in.
  });

  it('too-many-failures: the right password, and it says goodbye', async () => {
    await withFault('too-many-failures');
    await assert.rejects(connect(device), /Too many authentication failures/);
  });

  it('changed-host-key', async () => {
    const keys: string[] = [];
    const see = { hostVerifier: (key: Buffer) => keys.push(key.toString('base64')) > 0 };
    (await connect(device, see)).end();
    await withFault('changed-host-key');
    (await connect(device, see)).end();
    assert.notEqual(keys[0], keys[1]);
  });

  it('wrong-password: even the right one', async () => {
    await withFault('wrong-password');
    const before = lab.stats().get('core-1')?.loginsRejected ?? 0;
    await assert.rejects(connect(device), /authentication methods failed/);
    assert.equal(lab.stats().get('core-1')?.loginsRejected, before + 1);
  });

  it('lockout: after three rejected logins the right password does not help', async () => {
    await withFault('lockout');
    (await connect(device)).end();
    for (let attempt = 0; attempt < 3; attempt++)
      await assert.rejects(connect(device, { password: 'wrong' }));
    await assert.rejects(connect(device), /authentication methods failed/);
  });

  it('slow-login', async () => {
    await withFault('slow-login');
    await assert.rejects(connect(device, { readyTimeout: 40 }), /Timed out/);
    (await connect(device)).end();
  });

  it('max-sessions: the second connection is closed at once', async () => {
    await idle(lab, 'core-1');
    await withFault('max-sessions');
    const first = await connect(device);
    await assert.rejects(connect(device));
    first.end();
    await event(first, 'close');
  });

  it('publickey-only: a key that signs, no password', async () => {
    await withFault('publickey-only');
    await assert.rejects(connect(device), /authentication methods failed/);
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    });
    const client = new ssh2.Client();
    client.connect({ host: device.host, port: device.port, username: 'showrun', privateKey });
    await event(client, 'ready');
    client.end();
  });

  it('keyboard-interactive and one-time-code', async () => {
    const login = async (answers: readonly string[]): Promise<void> => {
      const client = new ssh2.Client();
      const left = [...answers];
      client.on('keyboard-interactive', (_name, _text, _lang, prompts, finish) =>
        finish(prompts.map(() => left.shift() ?? '')),
      );
      const outcome = Promise.race([
        event(client, 'ready'),
        event(client, 'error').then(([error]) => Promise.reject(error as Error)),
      ]);
      client.connect({ host: device.host, port: device.port, username: 'showrun', tryKeyboard: true });
      await outcome.finally(() => client.end());
    };
    await withFault('keyboard-interactive');
    await assert.rejects(connect(device), /authentication methods failed/);
    await login(['pass']);
    await withFault('one-time-code');
    await login(['pass', '123456']);
    await assert.rejects(login(['pass', '000000']), /authentication methods failed/);
  });

  it('drop-after-login: the prompt, then nothing', async () => {
    await withFault('drop-after-login');
    const terminal = await open();
    await terminal.gone();
  });

  it('no-prompt: silence after the login', async () => {
    await withFault('no-prompt');
    const terminal = await LabTerminal.open(device);
    terminal.send('\r\r');
    // What is asked for over the same connection later has an answer: until then the terminal has had its time.
    await new Promise((resolve) => terminal.client.exec('show clock', resolve));
    assert.equal(terminal.received, '');
    terminal.close();
  });

  it('close-after-command: output, prompt, end', async () => {
    await withFault('close-after-command');
    const terminal = await open();
    await terminal.ask('terminal length 0', /core-1# $/);
    await terminal.ask('show clock', /core-1# $/);
    await terminal.gone();
  });

  it('half-open: output, prompt, and nothing more but the end', async () => {
    await withFault('half-open');
    await idle(lab, 'core-1');
    const terminal = await open();
    await terminal.ask('show clock', /core-1# $/);
    terminal.send('show clock\r');
    const other = await open();
    await other.ask('terminal length 0', /core-1# $/);
    assert.equal(terminal.received, '');
    other.close();
    terminal.close();
    await idle(lab, 'core-1');
  });

  for (const fault of ['endless-pager', 'empty-pager'] as const) {
    it(`${fault}: also without paging, until q`, async () => {
      await withFault(fault);
      const terminal = await open();
      await terminal.ask('terminal length 0', /core-1# $/);
      await terminal.ask('show clock', /--More--/);
      for (let page = 0; page < 20; page++) {
        terminal.send(' ');
        await terminal.until(/--More--/);
      }
      terminal.send('q');
      await terminal.until(/core-1# $/);
      terminal.close();
    });
  }

  for (const [fault, least] of [
    ['long-line', 200_000],
    ['binary-output', 256_000],
    ['escape-bomb', 1_000_000],
  ] as const) {
    it(`${fault}: and a prompt after all`, async () => {
      await withFault(fault);
      const terminal = await open();
      await terminal.ask('terminal length 0', /core-1# $/);
      const before = Buffer.concat(terminal.bytes).length;
      await terminal.ask('show clock', /Time source is NTP\r\ncore-1# $/);
      assert.ok(Buffer.concat(terminal.bytes).length - before >= least);
      terminal.close();
    });
  }

  it('hang-in-output: half an output, then silence; commands without output still work', async () => {
    await withFault('hang-in-output');
    const terminal = await open();
    await terminal.ask('terminal length 0', /core-1# $/);
    await terminal.ask('show version', /Cisco Nexus Operating System[^]*licenses/);
    terminal.send('\r\r');
    await lab.setFault('core-1', undefined);
    const other = await open();
    await other.ask('show clock', /core-1# $/);
    assert.doesNotMatch(terminal.received, /core-1# /);
    terminal.close();
    other.close();
  });

  it('drop-in-output', async () => {
    await withFault('drop-in-output');
    const terminal = await open();
    terminal.send('show version\r');
    await terminal.gone();
    assert.match(terminal.received, /Cisco Nexus/);
    assert.doesNotMatch(terminal.received, /Active Package/);
  });

  it('endless-output: goes on as long as it is read, until Ctrl-C', async () => {
    await withFault('endless-output');
    const terminal = await open();
    await terminal.ask('terminal length 0', /core-1# $/);
    terminal.send('show version\r');
    for (let round = 0; round < 100; round++) await terminal.until(/Active Package/);
    terminal.send('\x03');
    await terminal.until(/\^C\r\ncore-1# $/);
    terminal.close();
  });

  it('slow: all of it, a few bytes at a time', async () => {
    await withFault('slow');
    const terminal = await open();
    const chunks = terminal.bytes.length;
    const text = await terminal.ask('show hostname', /core-1# $/);
    await terminal.ask('show clock', /Time source is NTP\r\ncore-1# $/);
    assert.equal(text, 'show hostname\r\ncore-1 \r\ncore-1# ');
    assert.ok(terminal.bytes.length - chunks >= 2);
    assert.ok(terminal.bytes.every((chunk) => chunk.length <= 48));
    terminal.close();
  });

  it('big-output', async () => {
    await withFault('big-output');
    const terminal = await open();
    await terminal.ask('terminal length 0', /core-1# $/);
    terminal.send('show tech-support\r');
    let size = 0;
    while (size < 300_000) size += (await terminal.until(/^[^]{20000}/)).length;
    await terminal.until(/core-1# $/);
    terminal.close();
  });

  it('garbage: control bytes and broken UTF-8, and a prompt after all', async () => {
    await withFault('garbage');
    const terminal = await open();
    await terminal.ask('terminal length 0', /core-1# $/);
    await terminal.ask('show version', /core-1# $/);
    const bytes = Buffer.concat(terminal.bytes);
    assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    terminal.close();
  });

  it('syslog-burst: messages between the lines of an output and behind its prompt', async () => {
    await withFault('syslog-burst');
    const terminal = await open();
    await terminal.ask('terminal length 0', /core-1# $/);
    const text = await terminal.ask('show clock', /core-1# \r\n(?:\d{4} .*%ETHPORT-5-IF_\w+: .*\r\n){20}$/);
    assert.equal(text.match(/%ETHPORT-5-IF_/g)?.length, 4 * 20);
    terminal.close();
  });

  it('faults of several devices do not touch others, and unknown devices are an error', async () => {
    await lab.setFault('core-1', ['slow', 'garbage']);
    assert.deepEqual(deviceOf(lab, 'edge-1').faults, []);
    await assert.rejects(lab.setFault('nobody', 'slow'), { code: 'lab.unknown-device' });
  });

  it('every fault there is was tried', () => {
    // Those of telnet alone are tried in test/contract/telnet.
    const ofSsh = Object.entries(labFaults).filter(([, text]) => !text.startsWith('telnet: '));
    assert.deepEqual([...tried].sort(), ofSsh.map(([name]) => name).sort());
  });
});
