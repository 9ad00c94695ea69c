import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyPluginData } from '../../../src/build/bundling/copyPluginData.ts';
import { builtPlatformsName } from '../../../src/core/platform/builtPlatforms.ts';
import { loadPlugins } from '../../../src/core/platform/loadPlugins.ts';
import { nodeFileReader } from '../../../src/store/nodeFileReader.ts';

describe('copyPluginData', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-plugins-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('copies data, not sources, and drops what has gone', async () => {
    await mkdir(join(folder, 'from/vendor/platforms'), { recursive: true });
    await writeFile(join(folder, 'from/vendor/plugin.json'), '{}');
    await writeFile(join(folder, 'from/vendor/platforms/os.yaml'), 'a: 1');
    await writeFile(join(folder, 'from/vendor/parse.ts'), '');
    await mkdir(join(folder, 'to/gone'), { recursive: true });

    await copyPluginData(join(folder, 'from'), join(folder, 'to'));

    const copied = await readdir(join(folder, 'to'), { recursive: true });
    assert.deepEqual(copied.map((path) => path.replaceAll('\\', '/')).sort(), [
      'vendor',
      'vendor/platforms',
      'vendor/platforms/os.yaml',
      'vendor/plugin.json',
    ]);
  });

  it('writes YAML as JSON, with what is repeated by an anchor', async () => {
    await mkdir(join(folder, 'from'), { recursive: true });
    await writeFile(join(folder, 'from/os.yaml'), '# A comment\na: &x [\'\\d "\']\nb: *x\nkey: "\\x03"\n');

    await copyPluginData(join(folder, 'from'), join(folder, 'to'));

    const text = await readFile(join(folder, 'to/os.yaml'), 'utf8');
    assert.deepEqual(JSON.parse(text), { a: ['\\d "'], b: ['\\d "'], key: '\x03' });
  });

  it('puts all platforms into one file that says the same as the files themselves', async () => {
    const target = join(folder, 'to');
    await copyPluginData('src/plugins', target);

    const built = await loadPlugins(nodeFileReader, [target]);
    const read = await loadPlugins(nodeFileReader, ['src/plugins']);

    assert.deepEqual(built.diagnostics, []);
    assert.deepEqual(built.platforms.ids(), read.platforms.ids());
    for (const id of read.platforms.ids()) {
      const plain: unknown = JSON.parse(JSON.stringify(read.platforms.get(id).definition));
      assert.deepEqual(built.platforms.get(id).definition, plain, id);
    }
  });

  it('leaves that file out where something is wrong with a plugin', async () => {
    await mkdir(join(folder, 'from/vendor'), { recursive: true });
    await writeFile(join(folder, 'from/vendor/plugin.json'), '{}');

    await copyPluginData(join(folder, 'from'), join(folder, 'to'));

    assert.deepEqual((await readdir(join(folder, 'to'))).includes(builtPlatformsName), false);
  });
});
