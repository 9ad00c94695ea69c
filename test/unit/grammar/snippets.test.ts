import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readInventory } from '../../../src/core/inventory/readInventory.ts';
import { loadPlugins } from '../../../src/core/platform/loadPlugins.ts';
import { loadCommands } from '../../../src/core/platform/commands/loadCommands.ts';
import { parseTemplate } from '../../../src/core/template/parseTemplate.ts';
import { checkTemplate } from '../../../src/core/template/services/diagnostics/checkTemplate.ts';
import { nodeFileReader } from '../../../src/store/nodeFileReader.ts';

interface Snippet {
  readonly prefix: string;
  readonly body: string | readonly string[];
  readonly description: string;
}

const snippets = Object.entries(
  JSON.parse(readFileSync('snippets/cmds.json', 'utf8')) as Readonly<Record<string, Snippet>>,
);

/** What stands in the editor once every place is left as it is. */
function expand({ body }: Snippet): string {
  const text = typeof body === 'string' ? body : body.join('\n');
  const filled = text
    .replaceAll(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replaceAll(/\$\{\d+:([^}]*)\}/g, '$1')
    .replaceAll(/\$\d/g, '');
  return `${filled}\n`;
}

describe('snippets', () => {
  it('are at least 25, each with its own prefix and a description', () => {
    assert.ok(snippets.length >= 25, String(snippets.length));
    const prefixes = snippets.map(([, { prefix }]) => prefix);
    assert.deepEqual(
      prefixes.filter((prefix, index) => prefixes.indexOf(prefix) !== index),
      [],
    );
    for (const [name, { description }] of snippets) assert.ok(description.length > 10, name);
  });

  it('are templates without errors', () => {
    for (const [name, snippet] of snippets) {
      const { diagnostics } = parseTemplate({ path: `${name}.cmds`, text: expand(snippet) });
      assert.deepEqual(diagnostics, [], name);
    }
  });

  it('name platforms that there are, and commands that their platforms know', async () => {
    const { platforms } = await loadPlugins(nodeFileReader, ['src/plugins']);
    const { commands } = await loadCommands(nodeFileReader, ['src/plugins']);
    const rows = platforms.ids().map((id, index) => `${id},192.0.2.${String(index + 1)},${id}`);
    const bytes = new TextEncoder().encode(`hostname,ip_address,device_type\n${rows.join('\n')}\n`);
    const { devices } = readInventory([{ path: 'a.csv', bytes }], platforms).inventory;
    const wanted = ['plan.unknown-platform', 'language.ambiguous-command', 'language.unknown-command'];
    for (const [name, snippet] of snippets) {
      if (!expand(snippet).includes('@platform')) continue;
      const template = parseTemplate({ path: `${name}.cmds`, text: expand(snippet) });
      const found = checkTemplate(template, { devices, platforms, commands });
      assert.deepEqual(
        found.filter(({ code }) => wanted.includes(code)),
        [],
        name,
      );
    }
  });
});
