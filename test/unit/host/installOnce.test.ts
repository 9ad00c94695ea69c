import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installOnce } from '../../host/editor/installOnce.ts';

describe('installOnce', () => {
  let parent: string;
  let target: string;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'showrun-install-'));
    target = join(parent, 'thing-1.0');
  });
  afterEach(() => rm(parent, { recursive: true }));

  const fillWith = (text: string) => (folder: string) => writeFile(join(folder, 'content'), text);
  const content = () => readFile(join(target, 'content'), 'utf8');

  it('fills a folder the first time and never again', async () => {
    await installOnce(target, fillWith('first'));
    await installOnce(target, fillWith('second'));
    assert.equal(await content(), 'first');
  });

  it('leaves nothing behind when filling fails, and starts anew the next time', async () => {
    await assert.rejects(
      installOnce(target, async (folder) => {
        await writeFile(join(folder, 'content'), 'half');
        throw new Error('the network is down');
      }),
      /the network is down/,
    );
    assert.deepEqual(await readdir(parent), []);
    await installOnce(target, fillWith('whole'));
    assert.equal(await content(), 'whole');
  });

  it('replaces a folder that was never completed', async () => {
    await mkdir(target);
    await writeFile(join(target, 'content'), 'half');
    await installOnce(target, fillWith('whole'));
    assert.equal(await content(), 'whole');
  });

  it('lets two at the same time end with one whole folder', async () => {
    await Promise.all([installOnce(target, fillWith('a')), installOnce(target, fillWith('a'))]);
    assert.equal(await content(), 'a');
    assert.deepEqual(await readdir(parent), ['thing-1.0']);
  });

  it('clears away what an installation left whose process has ended, not that of a running one', async () => {
    const { pid: ended } = spawnSync(process.execPath, ['--version']);
    await mkdir(join(parent, `partial-${String(ended)}-abc`));
    await mkdir(join(parent, `partial-${String(process.pid)}-abc`));
    await installOnce(target, fillWith('whole'));
    assert.deepEqual((await readdir(parent)).sort(), [`partial-${String(process.pid)}-abc`, 'thing-1.0']);
  });
});
