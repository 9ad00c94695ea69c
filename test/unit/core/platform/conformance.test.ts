import assert from 'node:assert/strict';
import { checkConformance } from '../../../../src/core/platform/conformance.ts';
import { loadPlugins } from '../../../../src/core/platform/loadPlugins.ts';
import { memoryFiles } from '../../../helpers/session/memoryFiles.ts';

async function codesOf(yaml: string): Promise<string[]> {
  const { platforms } = await loadPlugins(
    memoryFiles({
      '/p/acme/plugin.json': '{"name":"acme","api":1,"title":"ACME","platforms":["a.yaml"]}',
      '/p/acme/a.yaml': yaml,
    }),
    ['/p'],
  );
  return checkConformance(platforms.get('acme')).map(({ code, path }) => `${code} ${path.join('.')}`);
}

describe('checkConformance', () => {
  const good = `
id: acme
title: ACME
modes: { config: { prompts: ['sw\\(config\\)#'] }, exec: { prompts: ['sw>'] } }
commandModes: { exec: exec, config: config }
moves: [{ from: exec, to: config, send: configure }]
dangerous: [{ command: 'save', reason: saves }]
commands: { runningConfig: show config, version: show version, save: save }
`;

  it('has nothing against a platform that hangs together', async () => {
    assert.deepEqual(await codesOf(good), []);
  });

  it('says what is most likely not meant', async () => {
    const cases: [from: string, to: string, finding: string][] = [
      ['from: exec, to: config', 'from: config, to: exec', 'platform.no-way commandModes.config'],
      ["command: 'save'", "command: 'sh[ow] con[fig]'", 'platform.held-show commands.runningConfig'],
      ["prompts: ['sw>']", "prompts: ['[a-z]{1,9}']", 'platform.greedy-prompt modes.exec'],
      ['save: save', 'save: keep', 'platform.open-save commands.save'],
    ];
    for (const [from, to, finding] of cases) {
      assert.ok(good.includes(from), from);
      assert.ok((await codesOf(good.replace(from, to))).includes(finding), finding);
    }
  });
});
