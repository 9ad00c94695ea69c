import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { redactPatterns } from '../../src/core/redact/redactPatterns.ts';
import { builtInPlugins } from '../helpers/session/builtInPlatforms.ts';
import { corporaFolder, oxidizedFiles, skipWithoutCorpora } from './oxidized/corporaFolder.ts';
import { lastLine, readSimulation } from './oxidized/simulation.ts';

const scrapli = join(corporaFolder, 'scrapli_definitions', 'prompts.json');

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
    skipWithoutCorpora(this);
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
      checked++;
      const found = platforms.get(platform).matchPrompt(prompt)?.mode;
      if (found !== mode)
        wrong.push(`${platform} ${JSON.stringify(prompt)}: ${mode}, not ${found ?? 'unknown'}`);
    }
    assert.deepEqual(wrong, []);
    assert.ok(checked > 0);
  });

  it('are accepted and refused as their files say (Oxidized)', async () => {
    const { platforms } = await builtInPlugins();
    const files = oxidizedFiles('#prompt.yaml');
    assert.ok(files.length > 0);
    for (const { model, path, name } of files) {
      const platform = platforms.get(model);
      const cases = parse(readFileSync(path, 'utf8')) as { pass?: string[]; fail?: string[] };
      for (const prompt of cases.pass ?? [])
        assert.ok(platform.matchPrompt(prompt.replaceAll('\r', '')), `${name}: ${prompt}`);
      for (const text of cases.fail ?? [])
        assert.equal(platform.matchPrompt(text), undefined, `${name}: ${text}`);
    }
  });

  it('leave no secret in a recorded session (Oxidized)', async () => {
    const { platforms } = await builtInPlugins();
    const left: string[] = [];
    const files = oxidizedFiles('#secret.yaml');
    assert.ok(files.length > 0);
    for (const { model, path } of files) {
      const text = recordedText(path.replace('#secret.yaml', '#simulation.yaml'));
      const masked = redactPatterns(text, platforms.get(model).secrets);
      const { pass, fail } = parse(readFileSync(path, 'utf8')) as Record<'pass' | 'fail', string[]>;
      for (const secret of fail)
        if (masked.includes(secret)) left.push(`${model}: "${secret}" is still there`);
      for (const line of pass) {
        const shown = line
          .replaceAll('\\.', '.')
          .split(new RegExp(masks.source, 'g'))
          .map((part) => part.trim());
        const found = masked.split('\n').some((entry) => shown.every((part) => entry.includes(part)));
        if (!found) left.push(`${model}: no line like "${line}"`);
      }
    }
    assert.deepEqual(left, []);
  });

  it('take for noise what changes without a reason (Oxidized)', async () => {
    const { platforms } = await builtInPlugins();
    for (const { model, path } of oxidizedFiles('#significant_changes.yaml')) {
      const { noise } = platforms.get(model);
      const { pass, fail } = parse(readFileSync(path, 'utf8')) as { pass?: string[]; fail?: string[] };
      // Written as patterns: \\$0\\$ …
      for (const line of fail ?? []) {
        const text = line.replaceAll(/\\([^\w])/g, '$1');
        assert.ok(
          noise.some((pattern) => pattern.test(text)),
          `${model} takes "${text}" for a change`,
        );
      }
      for (const line of pass ?? [])
        assert.ok(!noise.some((pattern) => pattern.test(line)), `${model} takes "${line}" for noise`);
    }
  });

  it('are found at the start of recorded sessions (Oxidized)', async () => {
    const { platforms } = await builtInPlugins();
    const files = oxidizedFiles('simulation.yaml');
    assert.ok(files.length > 0);
    for (const { model, path, name } of files) {
      const { greeting } = readSimulation(path);
      // A session without a terminal has no prompt.
      if (greeting === undefined) continue;
      const prompt = lastLine(greeting);
      assert.ok(platforms.get(model).matchPrompt(prompt), `${name}: ${JSON.stringify(prompt)}`);
    }
  });
});
