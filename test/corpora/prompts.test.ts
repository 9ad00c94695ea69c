import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { builtInPlugins } from '../helpers/session/builtInPlatforms.ts';

const folder =
  process.env['SHOWRUN_CORPORA'] ?? fileURLToPath(new URL('../../../shared/corpora', import.meta.url));
const scrapli = join(folder, 'scrapli_definitions', 'prompts.json');
const oxidized = join(folder, 'oxidized', 'spec', 'model', 'data');

/** Names of others for platforms that we have. */
const ourNames: Readonly<Record<string, string>> = {
  default: 'generic',
  cumulus_linux: 'linux',
  ios: 'cisco_ios',
  nxos: 'cisco_nxos',
  iosxr: 'cisco_xr',
  asa: 'cisco_asa',
  eos: 'arista_eos',
  junos: 'juniper_junos',
  linuxgeneric: 'linux',
};

describe('prompts that others have collected', function () {
  before(function () {
    if (existsSync(scrapli) && existsSync(oxidized)) return;
    console.log(`      No corpora in ${folder}: set SHOWRUN_CORPORA to run this suite.`);
    this.skip();
  });

  it('are recognised with the right mode (scrapli definitions)', async () => {
    const { platforms } = await builtInPlugins();
    const cases = JSON.parse(readFileSync(scrapli, 'utf8')) as {
      platform: string;
      mode: string;
      prompt: string;
    }[];
    const wrong: string[] = [];
    let checked = 0;
    for (const { platform, mode, prompt } of cases) {
      const id = platforms.resolve(ourNames[platform] ?? platform);
      if (id === undefined) continue;
      checked++;
      const found = platforms.get(id).matchPrompt(prompt)?.mode;
      if (found !== mode)
        wrong.push(`${platform} ${JSON.stringify(prompt)}: ${mode}, not ${found ?? 'unknown'}`);
    }
    assert.deepEqual(wrong, []);
    assert.ok(checked >= 30, `only ${checked} prompts are of platforms that we have`);
  });

  it('are accepted and refused as their files say (Oxidized)', async () => {
    const { platforms } = await builtInPlugins();
    let checked = 0;
    for (const file of readdirSync(oxidized).filter((name) => name.endsWith('#prompt.yaml'))) {
      const model = file.split('#')[0] ?? '';
      const id = platforms.resolve(ourNames[model] ?? model);
      if (id === undefined) continue;
      const cases = parse(readFileSync(join(oxidized, file), 'utf8')) as { pass?: string[]; fail?: string[] };
      for (const prompt of cases.pass ?? [])
        assert.ok(platforms.get(id).matchPrompt(prompt), `${file}: ${prompt}`);
      for (const text of cases.fail ?? [])
        assert.equal(platforms.get(id).matchPrompt(text), undefined, `${file}: ${text}`);
      checked++;
    }
    assert.ok(checked >= 1);
  });

  it('are found at the start of recorded sessions (Oxidized)', async () => {
    const { platforms } = await builtInPlugins();
    let checked = 0;
    for (const file of readdirSync(oxidized).filter((name) => name.endsWith('#simulation.yaml'))) {
      const id = platforms.resolve(ourNames[file.split('#')[0] ?? ''] ?? '');
      if (id === undefined) continue;
      const { init_prompt: greeting } = parse(readFileSync(join(oxidized, file), 'utf8')) as {
        init_prompt: string;
      };
      const text = greeting.replaceAll('\\r', '\r').replaceAll('\\x20', ' ').replaceAll('\r', '');
      assert.ok(platforms.get(id).matchPrompt(text), `${file}: ${JSON.stringify(text.slice(-40))}`);
      checked++;
    }
    assert.ok(checked >= 3);
  });
});
