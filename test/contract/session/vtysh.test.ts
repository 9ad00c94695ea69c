import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm, watch, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Session } from '../../../src/session/session.ts';
import { never, openRealSession } from '../../helpers/session/openRealSession.ts';
import { command, TextSink } from '../../helpers/session/sessionUnderTest.ts';
import { findSshd, run, startSshd, type RealSshd } from '../ssh/realSshd.ts';
import { Harness } from '../ssh/sshHarness.ts';

const daemon = '/usr/lib/frr/bgpd';
const shell = '/usr/bin/vtysh';

/** The real vtysh of FRR behind a real sshd, with a daemon of its own that routes nothing. */
describe("sessions with FRR's vtysh", function () {
  this.timeout(60_000);
  let folder: string | undefined;
  let bgpd: ChildProcess | undefined;
  let sshd: RealSshd | undefined;
  let session: Session;

  before(async function () {
    const found = await findSshd();
    const missing =
      found === undefined
        ? 'no sshd'
        : process.getuid?.() !== 0
          ? 'not root, which FRR wants to be'
          : !(await exists(daemon)) || !(await exists(shell))
            ? 'no FRR'
            : undefined;
    if (missing !== undefined || found === undefined) {
      console.log(`      Skipped: ${missing ?? ''}.`);
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), 'showrun-frr-'));
    await writeFile(join(folder, 'vtysh.conf'), '');
    await run('chown', ['-R', 'frr:frr', folder]);
    bgpd = await startDaemon(folder);
    const force = `ForceCommand ${shell} --vty_socket ${folder} --config_dir ${folder}`;
    sshd = await startSshd(found, [force]);
    const harness = await Harness.create({ authSock: '' });
    session = await openRealSession(
      harness.device(sshd.port, {
        platform: 'frr',
        username: userInfo().username,
        useKeys: true,
        keyFile: sshd.keys.ed25519,
      }),
      [harness.transport],
      { secrets: () => Promise.resolve(undefined), timeouts: { loginTimeoutMs: 15_000 } },
    );
  });

  after(async () => {
    await Harness.closeAll();
    await sshd?.stop();
    if (bgpd !== undefined && bgpd.exitCode === null) {
      bgpd.kill();
      await once(bgpd, 'exit');
    }
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  async function show(text: string, mode: 'exec' | 'config' = 'exec'): Promise<[string, string]> {
    const sink = new TextSink();
    const outcome = await session.run(command(text, { mode }), sink, never);
    return [outcome.status, sink.text];
  }

  it('show what vtysh itself shows', async () => {
    assert.equal(session.mode, 'privileged_exec');
    const [status, output] = await show('show version');
    assert.equal(status, 'ok');
    const { stdout } = await run(shell, ['--vty_socket', folder ?? '', '-c', 'show version']);
    assert.equal(output, stdout);
    assert.match(output, /^FRRouting \d/);
  });

  it('tell what is unknown from what is incomplete', async () => {
    const outcome = async (text: string): Promise<unknown> => {
      const { status, failure } = await session.run(command(text), new TextSink(), never);
      return [status, failure?.kind, failure?.text];
    };
    assert.deepEqual(await outcome('foo bar'), ['rejected', 'rejected', '% Unknown command: foo bar']);
    assert.deepEqual(await outcome('show ip'), ['rejected', 'incomplete', '% Command incomplete: show ip']);
  });

  it('configure, with a name that changes the prompt, and come back', async () => {
    assert.deepEqual(await show('hostname lab-frr-1', 'config'), ['ok', '']);
    assert.equal(session.mode, 'configuration');
    assert.deepEqual(await show('router bgp 64512', 'config'), ['ok', '']);
    assert.deepEqual(await show('bgp router-id 192.0.2.1', 'config'), ['ok', '']);
    const [status, output] = await show('show running-config');
    assert.equal(status, 'ok');
    assert.equal(session.mode, 'privileged_exec');
    assert.match(output, /^hostname lab-frr-1$/m);
    assert.match(output, /^ bgp router-id 192\.0\.2\.1$/m);
    assert.equal(session.prompt, 'lab-frr-1#');
  });

  it('leave', async () => {
    await session.close();
    assert.equal(session.closed, true);
  });
});

/** Starts a daemon that listens to nobody but vtysh, and waits for its socket. */
async function startDaemon(folder: string): Promise<ChildProcess> {
  const limit = new AbortController();
  const events = watch(folder, { signal: limit.signal });
  const options = ['-Z', '-p', '0', '-P', '0', '-l', '127.0.0.1', '-f', '/dev/null'];
  const child = spawn(daemon, [...options, '--vty_socket', folder, '-i', join(folder, 'bgpd.pid')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  child.once('exit', () => limit.abort());
  const timer = setTimeout(() => limit.abort(), 10_000);
  try {
    for await (const { filename } of events) if (filename === 'bgpd.vty') return child;
  } catch (error) {
    child.kill();
    throw new Error(`bgpd made no socket: ${said}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
  return child;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
