import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { checkConformance } from '../../../../src/core/platform/conformance.ts';
import { loadPlugins } from '../../../../src/core/platform/loadPlugins.ts';
import { platformSchema } from '../../../../src/core/platform/platformSchema.ts';
import { readRecording } from '../../../../src/core/platform/recording/readRecording.ts';
import { testRecording } from '../../../../src/engine/platformTest/testRecording.ts';
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

  it('has an example of a recording that plays', async () => {
    const block = (from: string, language: string): string =>
      new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(text.slice(text.indexOf(from)))?.[1] ?? '';
    const files = memoryFiles({
      '/plugins/acme/plugin.json': block('## A platform in one file', 'json'),
      '/plugins/acme/acme_os.yaml': block('## A platform in one file', 'yaml'),
    });
    const { platforms } = await loadPlugins(files, ['/plugins']);
    const source = readRecording(
      'doc.yaml',
      new TextEncoder().encode(block('A recording is a YAML file', 'yaml')),
    );
    assert.ok(!('faults' in source), JSON.stringify(source));
    const { findings, session } = await testRecording(platforms.get('acme_os'), source);
    assert.deepEqual(findings, []);
    assert.equal(session.commands.length, 3);
    assert.deepEqual(checkConformance(platforms.get('acme_os')), []);
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
