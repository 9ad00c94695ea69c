import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generatedFiles } from '../../../src/build/manifest/generatedFiles.ts';
import { replaceSection } from '../../../src/build/manifest/replaceSection.ts';
import { projectFolder } from '../../../src/build/projectFolder.ts';
import { commands } from '../../../src/extension/manifest/commands.ts';
import { contextKeys } from '../../../src/extension/manifest/contextKeys.ts';
import { buildManifest } from '../../../src/extension/manifest/manifest.ts';
import { menus } from '../../../src/extension/manifest/menus.ts';
import { settings } from '../../../src/extension/manifest/settings.ts';
import { defaultRunOptions } from '../../../src/engine/runOptions.ts';

const manifest = buildManifest();
const text = JSON.stringify(manifest.fields);

describe('the manifest', () => {
  it('is what is committed: npm run generate changes nothing', async () => {
    for (const [path, contents] of await generatedFiles(projectFolder)) {
      const committed = await readFile(join(projectFolder, path), 'utf8');
      assert.equal(committed, contents, `${path} is not what "npm run generate" makes`);
    }
  });

  it('has a text for every %key%, and no text without a key', () => {
    const used = new Set([...text.matchAll(/%([\w.-]+)%/g)].map((match) => match[1]));
    assert.deepEqual([...used].sort(), Object.keys(manifest.strings).sort());
  });

  it('links only to commands that exist', () => {
    const known = new Set<string>(Object.values(commands).map((command) => command.id));
    for (const value of Object.values(manifest.strings)) {
      for (const [, id = ''] of value.matchAll(/\(command:(showrun\.[\w.]+)/g)) {
        assert.ok(known.has(id) || id.endsWith('.focus'), `${id} in "${value}"`);
      }
    }
  });

  it('uses only context keys that the code sets', () => {
    const known = new Set<string>(Object.values(contextKeys));
    const views = new Set(['showrun.devices', 'showrun.templates', 'showrun.runs']);
    const conditions = [
      ...menus.map((menu) => menu.when),
      ...[...text.matchAll(/"(?:when|enablement)":"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? ''),
    ];
    for (const condition of conditions) {
      for (const [name] of condition.matchAll(/\bshowrun\.[A-Za-z]+/g)) {
        assert.ok(known.has(name) || views.has(name), `${name} in "${condition}"`);
      }
    }
  });

  it('names only files that are there', () => {
    for (const [, path = ''] of text.matchAll(/"(\.?\/?(?:media|syntaxes|snippets)\/[^"]+)"/g)) {
      assert.ok(existsSync(join(projectFolder, path)), path);
    }
  });

  it('offers at most three inline actions on an item of a view', () => {
    const live = 'viewItem =~ /\\blive\\b/';
    for (const view of ['showrun.devices', 'showrun.templates', 'showrun.runs']) {
      const inline = menus.filter(
        (menu) => menu.when.includes(`view == ${view} `) && menu.group.startsWith('inline'),
      );
      // An item of a run that goes on never shows what is for those that have ended, and the other way round.
      const onLive = inline.filter((menu) => !menu.when.includes(`!(${live})`));
      const onEnded = inline.filter((menu) => menu.when.includes(`!(${live})`) || !menu.when.includes(live));
      for (const shown of [onLive, onEnded])
        assert.ok(new Set(shown.map((menu) => menu.command)).size <= 3, view);
    }
  });

  it('has the defaults of the engine as defaults of the settings', () => {
    assert.equal(settings['run.concurrency'].default, defaultRunOptions.concurrency);
    assert.equal(settings['run.concurrencyPerSite'].default, defaultRunOptions.concurrencyPerSite);
    assert.equal(settings['run.concurrencyPerJumpHost'].default, defaultRunOptions.concurrencyPerJumpHost);
    assert.equal(settings['run.breakerFailures'].default, defaultRunOptions.breakerFailures);
    assert.equal(settings['run.connectTimeout'].default * 1000, defaultRunOptions.connectTimeoutMs);
    assert.equal(settings['run.loginTimeout'].default * 1000, defaultRunOptions.loginTimeoutMs);
    assert.equal(settings['run.commandTimeout'].default * 1000, defaultRunOptions.commandTimeoutMs);
    assert.equal(settings['run.retries'].default, defaultRunOptions.retries);
    assert.equal(settings['run.maxRejectedLogins'].default, defaultRunOptions.maxRejectedLogins);
    assert.equal(settings['ssh.hostKeys'].default, defaultRunOptions.hostKeys);
  });

  it('lets no workspace that is not trusted say where to connect or what to load', () => {
    const restricted = Object.entries(settings)
      .filter(([, setting]) => setting.restricted === true)
      .map(([name]) => name);
    for (const name of [
      'plugins.folders',
      'ssh.hostKeys',
      'ssh.knownHostsFiles',
      'ssh.username',
      'run.retries',
    ]) {
      assert.ok(restricted.includes(name), name);
    }
  });
});

describe('replaceSection', () => {
  it('changes what stands between the marks and nothing else', () => {
    const document = 'a\n<!-- generated: x -->\nold\n<!-- end: x -->\nb\n';
    assert.equal(
      replaceSection(document, 'x', 'new'),
      'a\n<!-- generated: x -->\n\nnew\n\n<!-- end: x -->\nb\n',
    );
    assert.throws(() => replaceSection(document, 'y', 'new'), /no section/);
  });
});
