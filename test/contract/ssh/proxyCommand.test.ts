import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processGone } from '../../helpers/processGone.ts';
import { startFixture } from './fixtureServer.ts';
import type { Fixture } from './fixtureServer.ts';
import { Harness, reader } from './sshHarness.ts';

describe('SSH: ProxyCommand', function () {
  this.timeout(20_000);
  let home: string;
  let fixture: Fixture;
  let relay: string;

  before(function () {
    // The command goes through a shell; that of Windows is another one.
    if (process.platform === 'win32') this.skip();
  });

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'showrun-proxy-'));
    await mkdir(join(home, '.ssh'));
    fixture = await startFixture();
    // Leaves its process number, then does what `nc host port` does.
    relay = join(home, 'relay.cjs');
    await writeFile(
      relay,
      `require('fs').writeFileSync(process.argv[4], String(process.pid));
       const s = require('net').connect(+process.argv[3], process.argv[2]);
       process.stdin.pipe(s).pipe(process.stdout); s.on('close', () => process.exit());`,
    );
  });

  afterEach(async () => {
    await Harness.closeAll();
    await fixture.close();
    await rm(home, { recursive: true, force: true });
  });

  async function own(command: string): Promise<Harness> {
    const sshConfigFile = join(home, '.ssh', 'config');
    await writeFile(sshConfigFile, `Host *\n  ProxyCommand ${command}\n`, { mode: 0o600 });
    return Harness.create({ home, sshConfigFile });
  }

  const pidFile = (): string => join(home, 'pid');
  const viaRelay = (): string => `"${process.execPath}" "${relay}" %h %p "${pidFile()}"`;

  it("carries the connection, from the user's own file, and ends with it", async () => {
    const harness = await own(viaRelay());
    const stream = await harness.open(harness.device(fixture.port));
    const { until } = reader(stream);
    stream.write('x\n');
    await until('ok');
    const pid = Number(await readFile(pidFile(), 'utf8'));
    stream.close();
    await processGone(pid);
  });

  it('ends when the connecting is cancelled', async () => {
    const silent = await own(`sh -c 'echo $$ > "${pidFile()}"; exec cat >/dev/null'`);
    const abort = new AbortController();
    const opening = silent.open(silent.device(fixture.port), {}, abort.signal);
    for (;;) {
      const pid = await readFile(pidFile(), 'utf8').catch(() => '');
      if (pid.trim() !== '') break;
    }
    abort.abort();
    await assert.rejects(opening, { code: 'session.cancelled' });
    await processGone(Number(await readFile(pidFile(), 'utf8')));
  });

  it('is killed where it does not go by itself', async () => {
    const deaf = await own(`sh -c 'trap "" TERM; echo $$ > "${pidFile()}"; while :; do sleep 0.05; done'`);
    await assert.rejects(deaf.open(deaf.device(fixture.port), { connectTimeoutMs: 500 }), {
      code: 'session.proxy-command',
    });
    await processGone(Number(await readFile(pidFile(), 'utf8')));
  });

  it('tells its last words when it ends, and when it gives no connection in time', async () => {
    const ending = await own(`sh -c 'echo no way to %h >&2; exit 3'`);
    await assert.rejects(
      ending.open(ending.device(fixture.port)),
      (error: { code: string; message: string }) => {
        assert.equal(error.code, 'session.proxy-command');
        assert.match(error.message, /ended with 3.*no way to 127\.0\.0\.1/);
        return true;
      },
    );
    const silent = await own('cat >/dev/null');
    await assert.rejects(silent.open(silent.device(fixture.port), { connectTimeoutMs: 200 }), {
      code: 'session.proxy-command',
    });
    assert.equal(fixture.seen.connections, 0);
  });

  it('is never started from a file of a workspace, nor from one that others may write to', async () => {
    const mark = join(home, 'mark');
    const harness = await own(`touch "${mark}"; nc %h %p`);
    const workspaceFile = join(home, 'config');
    await writeFile(workspaceFile, `ProxyCommand touch "${mark}"\n`);
    const fromWorkspace = harness.device(fixture.port, { sshConfigFile: workspaceFile });
    await assert.rejects(harness.open(fromWorkspace), { code: 'session.ssh-config-unsupported' });
    await chmod(join(home, '.ssh', 'config'), 0o666);
    await assert.rejects(harness.open(harness.device(fixture.port)), {
      code: 'session.ssh-config-unsupported',
    });
    await assert.rejects(readFile(mark), { code: 'ENOENT' });
  });
});
