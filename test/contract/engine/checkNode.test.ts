import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode } from '../../../src/engine/client/checkNode.ts';

describe('another Node for the executor', function () {
  this.timeout(20_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-node-'));
  });

  after(() => rm(folder, { recursive: true }));

  async function refused(path: string, why: RegExp): Promise<void> {
    await assert.rejects(checkNode(path), (error: { code: string; message: string }) => {
      assert.equal(error.code, 'engine.node-unusable');
      assert.match(error.message, why);
      return true;
    });
  }

  it('takes one that is new enough', async () => {
    await checkNode(process.execPath);
  });

  it('says what is wrong with others, before anything is given to them', async function () {
    await refused('node', /no absolute path/);
    await refused(join(folder, 'missing'), /cannot be started \(ENOENT\)/);
    if (process.platform === 'win32') this.skip();
    const program = async (name: string, text: string): Promise<string> => {
      const path = join(folder, name);
      await writeFile(path, `#!/bin/sh\n${text}\n`);
      await chmod(path, 0o755);
      return path;
    };
    await refused(await program('old', 'echo v20.9.0'), /is Node v20\.9\.0; the oldest that works is 22/);
    await refused(await program('other', 'echo Python 3.11'), /is no Node: it calls itself "Python 3\.11"/);
    await refused(await program('failing', 'exit 3'), /it ended with 3/);
  });
});
