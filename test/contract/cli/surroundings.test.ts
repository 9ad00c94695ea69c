import assert from 'node:assert/strict';
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { program } from './runProgram.ts';

describe('showrun in odd surroundings', function () {
  this.timeout(60_000);
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-odd-'));
    await writeFile(join(folder, 'one.csv'), 'hostname,ip_address,device_type\ncore-1,192.0.2.1,cisco_ios\n');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const ended = async (child: ChildProcess): Promise<number | null> =>
    ((await once(child, 'exit')) as [number | null])[0];
  const start = (words: readonly string[], stdio: StdioOptions, cwd = folder): ChildProcess =>
    spawn(process.execPath, [program, ...words], { cwd, stdio });

  it('says that standard output is on a full disk, and fails', async function () {
    if (process.platform !== 'linux') this.skip();
    const full = openSync('/dev/full', 'w');
    const child = start(['devices', '-i', 'one.csv'], ['ignore', full, 'pipe']);
    closeSync(full);
    const [said, code] = await Promise.all([text(child.stderr ?? Readable.from([])), ended(child)]);
    assert.match(
      said,
      /^showrun: error: Standard output cannot be written \(ENOSPC\).* \[cli\.output-lost\]\n {2}\S.*\n$/,
    );
    assert.equal(code, 1);
  });

  it('says that the current folder is gone', async function () {
    if (process.platform === 'win32') this.skip();
    const gone = join(folder, 'gone');
    await mkdir(gone);
    // The program must be started in it before it is removed.
    const script = 'rmdir "$PWD" && exec "$0" "$@"';
    const child = spawn('sh', ['-c', script, process.execPath, program, 'runs'], {
      cwd: gone,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [said, code] = await Promise.all([text(child.stderr), ended(child)]);
    assert.match(said, /^showrun: error: The current folder does not exist any more\..* \[cli\.usage\]\n$/);
    assert.equal(code, 2);
    await rmdir(gone).catch(() => undefined);
  });

  it('hands lines from a pipe to the lab', async () => {
    const child = start(['lab', '--count', '1'], ['pipe', 'pipe', 'inherit']);
    const end = ended(child);
    assert.ok(child.stdin && child.stdout);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    assert.match(String((await lines.next()).value), /^Lab ready: 1 devices/);
    child.stdin.write('state after\n');
    assert.deepEqual(JSON.parse(String((await lines.next()).value)), { type: 'state', state: 'after' });
    child.kill('SIGINT');
    assert.equal(await end, 0);
  });
});
