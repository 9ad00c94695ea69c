import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { loadPlugins } from '../../../../src/core/platform/loadPlugins.ts';
import { platformSchema } from '../../../../src/core/platform/platformSchema.ts';
import { builtInPlugins } from '../../../helpers/session/builtInPlatforms.ts';
import { memoryFiles } from '../../../helpers/session/memoryFiles.ts';

describe('docs/platforms.md', () => {
  const text = readFileSync(new URL('../../../../docs/platforms.md', import.meta.url), 'utf8');

  it('has an example that works', async () => {
    const block = (language: string): string =>
      new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(text)?.[1] ?? '';
    const files = memoryFiles({
      '/plugins/acme/plugin.json': block('json'),
      '/plugins/acme/acme_os.yaml': block('yaml'),
    });
    const { platforms, diagnostics } = await loadPlugins(files, ['/plugins']);
    assert.deepEqual(diagnostics, []);
    const acme = platforms.get('acme_os');
    assert.equal(acme.matchPrompt('sw1(config-if)#')?.mode, 'config');
    assert.equal(acme.isDangerous('relo')?.reason, 'reloads the device');
  });

  it('lists every platform that comes with Showrun', async () => {
    const { platforms } = await builtInPlugins();
    for (const id of platforms.ids()) assert.ok(text.includes(`| \`${id}\``), id);
  });

  it('explains every key of a platform file', () => {
    const explained = text.slice(text.indexOf('## The keys'));
    for (const key of Object.keys(platformSchema.properties)) {
      if (['vendor', 'aliases'].includes(key)) continue;
      assert.ok(explained.includes(`\`${key}\``) || explained.includes(`\`${key}.`), key);
    }
  });
});
