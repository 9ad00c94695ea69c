import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { typeOnlyFiles } from '../../../src/build/coverage/typeOnlyFiles.ts';

describe('typeOnlyFiles', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-types-'));
    await mkdir(join(folder, 'deep'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('finds files of which nothing is left without types and comments', async () => {
    await writeFile(
      join(folder, 'types.ts'),
      "import type { B } from './b.ts';\n/** A. */\nexport interface A { b: B }\n",
    );
    await writeFile(join(folder, 'deep/alias.ts'), '// only this\nexport type A = string | 1;\n');
    await writeFile(join(folder, 'code.ts'), 'export interface A { b: 1 }\nexport const a: A = { b: 1 };\n');
    await writeFile(join(folder, 'data.json'), '{}');
    assert.deepEqual(await typeOnlyFiles(folder), ['deep/alias.ts', 'types.ts']);
  });
});
