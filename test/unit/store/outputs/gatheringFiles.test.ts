import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatheringRunFiles } from '../../../../src/store/outputs/gatheringFiles.ts';
import { OutputThread } from '../../../../src/store/outputs/outputThread.ts';

describe('outputs that a thread writes', () => {
  let folder: string;
  let thread: OutputThread;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-outputs-'));
    thread = new OutputThread();
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = (name: string, text: string, first: boolean): Promise<void> => {
    const data = Buffer.from(text);
    return thread.write({ path: join(folder, name), first, length: data.length }, data);
  };

  it('puts every piece where it belongs, in order, and makes the folders of devices', async () => {
    const devices = Array.from({ length: 200 }, (_, index) => `r-${index}`);
    await Promise.all(
      devices.flatMap((name) => [
        write(`${name}/01.txt`, `${name} one\n`, true),
        write(`${name}/01.txt`, `${name} two\n`, false),
        write(`${name}/02.txt`, 'x'.repeat(50_000), true),
      ]),
    );
    assert.equal((await readdir(folder)).length, 200);
    for (const name of devices) {
      assert.equal(await readFile(join(folder, name, '01.txt'), 'utf8'), `${name} one\n${name} two\n`);
      assert.equal((await stat(join(folder, name, '02.txt'))).size, 50_000);
    }
  });

  it('replaces what was there with the first piece, and lets nobody else read it', async () => {
    await write('a/01.txt', 'something long', true);
    await write('a/01.txt', 'short', true);
    assert.equal(await readFile(join(folder, 'a/01.txt'), 'utf8'), 'short');
    if (process.platform === 'win32') return;
    assert.equal((await stat(join(folder, 'a/01.txt'))).mode & 0o077, 0);
  });

  it('takes pieces of any size', async () => {
    const sizes = [1, 600_000, 600_000, 3_000_000, 1_000_000, 2];
    await Promise.all(sizes.map((size, index) => write('big', String(index).repeat(size), index === 0)));
    const expected = sizes.map((size, index) => String(index).repeat(size)).join('');
    assert.ok((await readFile(join(folder, 'big'), 'utf8')) === expected);
  });

  it('tells the error of the system to the one whose piece it was', async () => {
    await writeFile(join(folder, 'file'), '');
    const [bad, good, missing] = await Promise.allSettled([
      write('file/01.txt', 'x', true),
      write('a/01.txt', 'y', true),
      write('not/there/01.txt', 'z', true),
    ]);
    assert.equal(bad.status === 'rejected' && (bad.reason as NodeJS.ErrnoException).code, 'ENOTDIR');
    assert.equal(good.status, 'fulfilled');
    assert.equal(missing.status === 'rejected' && (missing.reason as NodeJS.ErrnoException).code, 'ENOENT');
  });

  it('makes no difference whether a run is long enough for it', async () => {
    for (const count of [100, 700]) await writeMany(count);
  });

  async function writeMany(count: number): Promise<void> {
    const { openOutput, expectOutputs } = gatheringRunFiles();
    assert.ok(openOutput && expectOutputs);
    expectOutputs(count);
    const names = Array.from({ length: count }, (_, index) => `r-${index % 100}/${index}.txt`);
    await Promise.all(
      names.map(async (name) => {
        const file = await openOutput(join(folder, name));
        await file.write(Buffer.from(`${name} `));
        await file.write(Buffer.from('end'));
        await file.close();
      }),
    );
    for (const name of names) assert.equal(await readFile(join(folder, name), 'utf8'), `${name} end`);
  }
});
