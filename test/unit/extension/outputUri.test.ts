import assert from 'node:assert/strict';
import fc from 'fast-check';
import { filePathOf, outputPath, parseOutputPath } from '../../../src/extension/results/outputUri.ts';

const runFolder = '/home/me/net/.showrun/runs/2026-11-20T180321Z-7f3a';

describe('addresses of outputs', () => {
  it('name the device in the last part, which is all that a tab shows', () => {
    assert.equal(
      outputPath(runFolder, 'core-1/01-show-version.txt'),
      `${runFolder}/core-1/core-1 · 01-show-version.txt`,
    );
  });

  it('lead back to the file, whatever its name', () => {
    const name = fc.stringMatching(/^[^/\0]{1,20}$/);
    fc.assert(
      fc.property(name, name, (device, file) => {
        assert.equal(
          filePathOf(outputPath(runFolder, `${device}/${file}`)),
          `${runFolder}/${device}/${file}`,
        );
      }),
    );
  });

  it('say which run and file they mean', () => {
    assert.deepEqual(parseOutputPath(`${runFolder}/core-1/01-show-version.txt`), {
      workspacePath: '/home/me/net',
      runId: '2026-11-20T180321Z-7f3a',
      file: 'core-1/01-show-version.txt',
    });
  });

  it('are refused where they point anywhere else', () => {
    for (const path of [
      '/etc/passwd',
      `${runFolder}/run.json`,
      '/w/.showrun/runs/../../../etc/passwd',
      `${runFolder}/../../secret.txt`,
      `${runFolder}/core-1/../../../../../etc/passwd`,
      `${runFolder}/a/b/c.txt`,
    ]) {
      assert.equal(parseOutputPath(path), undefined, path);
    }
  });
});
