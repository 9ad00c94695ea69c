import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { redactPatterns } from '../../src/core/redact/redactPatterns.ts';
import { builtInPlugins } from '../helpers/session/builtInPlatforms.ts';

const folder =
  process.env['SHOWRUN_CORPORA'] ?? fileURLToPath(new URL('../../../shared/corpora', import.meta.url));
const scrapli = join(folder, 'scrapli_definitions', 'prompts.json');
const oxidized = join(folder, 'oxidized', 'spec', 'model', 'data');

/** Names of others for platforms that we have. */
const ourNames: Readonly<Record<string, string>> = {
  default: 'generic',
  linuxgeneric: 'linux',
  cumulus: 'cumulus_linux',
};

/** A secret may stay where the file of Oxidized speaks of what its model adds, not of what the device said. */
const masks = /<?(?:secret )?(?:hidden|removed)>/;

/** Recorded text without the escapes of the simulation files. */
function recordedText(file: string): string {
  const text = readFileSync(file, 'utf8')
    .replaceAll('\\r', '')
    .replaceAll('\\x20', ' ')
    .replaceAll('\\"', '"');
  return text.replaceAll(/^ {4,6}/gm, '');
}

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
    assert.ok(checked >= 120, `only ${checked} prompts are of platforms that we have`);
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
        assert.ok(platforms.get(id).matchPrompt(prompt.replaceAll('\r', '')), `${file}: ${prompt}`);
      for (const text of cases.fail ?? [])
        assert.equal(platforms.get(id).matchPrompt(text), undefined, `${file}: ${text}`);
      checked++;
    }
    assert.ok(checked >= 7, `only ${checked} files are of platforms that we have`);
  });

  it('leave no secret in a recorded session (Oxidized)', async () => {
    const { platforms } = await builtInPlugins();
    const left: string[] = [];
    let checked = 0;
    for (const file of readdirSync(oxidized).filter((name) => name.endsWith('#secret.yaml'))) {
      const model = file.split('#')[0] ?? '';
      const id = platforms.resolve(ourNames[model] ?? model);
      if (id === undefined) continue;
      checked++;
      const text = recordedText(join(oxidized, file.replace('#secret.yaml', '#simulation.yaml')));
      const masked = redactPatterns(text, platforms.get(id).secrets);
      const { pass, fail } = parse(readFileSync(join(oxidized, file), 'utf8')) as Record<
        'pass' | 'fail',
        string[]
      >;
      for (const secret of fail) if (masked.includes(secret)) left.push(`${id}: "${secret}" is still there`);
      for (const line of pass) {
        const shown = line
          .replaceAll('\\.', '.')
          .split(new RegExp(masks.source, 'g'))
          .map((part) => part.trim());
        const found = masked.split('\n').some((entry) => shown.every((part) => entry.includes(part)));
        if (!found) left.push(`${id}: no line like "${line}"`);
      }
    }
    assert.deepEqual(left, []);
    assert.ok(checked >= 6, `only ${checked} files are of platforms that we have`);
  });

  it('are found at the start of recorded sessions (Oxidized)', async () => {
    const { platforms } = await builtInPlugins();
    let checked = 0;
    for (const file of readdirSync(oxidized).filter((name) => name.endsWith('#simulation.yaml'))) {
      const model = file.split('#')[0] ?? '';
      const id = platforms.resolve(ourNames[model] ?? model);
      if (id === undefined) continue;
      const { init_prompt: greeting } = parse(readFileSync(join(oxidized, file), 'utf8')) as {
        init_prompt: string | null;
      };
      // A session without a terminal has no prompt.
      if (greeting === null) continue;
      const text = greeting
        .replaceAll('\\r', '\r')
        .replaceAll('\\x20', ' ')
        .replaceAll(/\\e\[[\d;]*[A-Za-z]/g, '')
        .replaceAll('\r', '');
      assert.ok(platforms.get(id).matchPrompt(text), `${file}: ${JSON.stringify(text.slice(-40))}`);
      checked++;
    }
    assert.ok(checked >= 15, `only ${checked} recordings are of platforms that we have`);
  });
});
