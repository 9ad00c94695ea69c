import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { findOpenSsh } from '../../../src/session/ssh/findOpenSsh.ts';

describe('findOpenSsh', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-find-'));
    for (const name of ['bin/ssh', 'ws/ssh', 'text/ssh', 'System32/OpenSSH/ssh.exe']) {
      await mkdir(join(folder, name, '..'), { recursive: true });
      await writeFile(join(folder, name), '');
      await chmod(join(folder, name), name.startsWith('text') ? 0o644 : 0o755);
    }
  });

  after(() => rm(folder, { recursive: true }));

  const path = (...folders: string[]): string => folders.join(delimiter);

  it('takes the first of the absolute folders, never one relative to the current folder', async () => {
    const workspace = relative(process.cwd(), join(folder, 'ws'));
    assert.equal(await findOpenSsh({ PATH: path('', '.', workspace) }, 'linux'), undefined);
    const PATH = path(workspace, join(folder, 'none'), join(folder, 'bin'), join(folder, 'ws'));
    assert.equal(await findOpenSsh({ PATH }, 'linux'), join(folder, 'bin', 'ssh'));
    assert.equal(await findOpenSsh({}, 'linux'), undefined);
  });

  it('passes by what cannot be executed', async function () {
    if (process.platform === 'win32') this.skip();
    const PATH = path(join(folder, 'text'), join(folder, 'bin'));
    assert.equal(await findOpenSsh({ PATH }, 'linux'), join(folder, 'bin', 'ssh'));
  });

  it('looks first where Windows has its own', async () => {
    const found = await findOpenSsh({ Path: join(folder, 'bin'), SystemRoot: folder }, 'win32');
    assert.equal(found, join(folder, 'System32', 'OpenSSH', 'ssh.exe'));
  });
});
