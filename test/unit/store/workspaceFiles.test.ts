import assert from 'node:assert/strict';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isGitChoiceOpen, writeGitChoice } from '../../../src/store/gitIgnoreFile.ts';
import { nodeFileReader } from '../../../src/store/nodeFileReader.ts';
import { temporaryFolder } from '../engine/temporaryFolder.ts';

describe('files of a workspace', () => {
  const folder = temporaryFolder();

  it('has an open question about git until it is answered, and never changes the answer', async () => {
    const showrun = join(folder(), '.showrun');
    assert.equal(await isGitChoiceOpen(showrun), true);
    await writeGitChoice(showrun, 'ignore');
    assert.equal(await isGitChoiceOpen(showrun), false);
    await writeGitChoice(showrun, 'keep');
    assert.match(await readFile(join(showrun, '.gitignore'), 'utf8'), /^\*$/m);
  });

  it('reads files and folders, links as what they point to', async function () {
    if (process.platform === 'win32') this.skip();
    await mkdir(join(folder(), 'sub'));
    await writeFile(join(folder(), 'file'), 'text');
    await symlink('sub', join(folder(), 'to-sub'));
    await symlink('nowhere', join(folder(), 'broken'));
    assert.equal(Buffer.from(await nodeFileReader.readFile(join(folder(), 'file'))).toString(), 'text');
    const entries = await nodeFileReader.readDirectory(folder());
    assert.deepEqual(entries.map((each) => `${each.kind} ${each.name}`).sort(), [
      'directory sub',
      'directory to-sub',
      'file file',
    ]);
    await assert.rejects(nodeFileReader.readFile(join(folder(), 'none')), { code: 'ENOENT' });
    await assert.rejects(nodeFileReader.readDirectory(join(folder(), 'none')), { code: 'ENOENT' });
  });
});
