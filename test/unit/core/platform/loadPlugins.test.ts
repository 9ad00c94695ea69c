import assert from 'node:assert/strict';
import type { PlatformDefinition } from '../../../../src/api/platform.ts';
import type { FileReader } from '../../../../src/api/ports.ts';
import { builtPlatformsText } from '../../../../src/core/platform/builtPlatforms.ts';
import { loadPlugins, type LoadedPlugins } from '../../../../src/core/platform/loadPlugins.ts';
import { memoryFiles } from '../../../helpers/session/memoryFiles.ts';

const manifest = (name: string, ...platforms: string[]): string =>
  JSON.stringify({ name, api: 1, title: name, platforms });

const good = 'id: good\ntitle: Good\nmodes:\n  exec:\n    prompts: ["(?<host>[a-z]+)>"]\n';

/** Loads one plugin `p` with the given files beside the good one. */
function load(files: Record<string, string>): Promise<LoadedPlugins> {
  const named = Object.entries(files).map(([name, text]) => [`/plugins/${name}`, text]);
  return loadPlugins(
    memoryFiles({
      '/plugins/a-good/plugin.json': manifest('a-good', 'good.yaml'),
      '/plugins/a-good/good.yaml': good,
      ...(Object.fromEntries(named) as Record<string, string>),
    }),
    ['/plugins'],
  );
}

/** Loads one platform file; the good one must be there in any case. */
async function findings(yaml: string): Promise<string[]> {
  const { platforms, diagnostics } = await load({
    'p/plugin.json': manifest('p', 'x.yaml'),
    'p/x.yaml': yaml,
  });
  assert.ok(platforms.ids().includes('good'));
  return diagnostics.map(({ code, at, message }) => `${at.file}:${at.line}:${at.column} ${code} ${message}`);
}

describe('loadPlugins', () => {
  it('loads every folder with a manifest', async () => {
    const { platforms, diagnostics } = await load({ 'code/readme.txt': 'not a plugin' });
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(platforms.ids(), ['good']);
    assert.deepEqual([...platforms.titles()], [['good', 'Good']]);
  });

  it('takes what the build has prepared, unless folders came or went since', async () => {
    const { platforms } = await load({});
    const definition = { ...platforms.get('good').definition, title: 'Prepared' };
    const prepared = { 'platforms.json': builtPlatformsText(['a-good'], [definition]) };

    assert.equal((await load(prepared)).platforms.get('good').definition.title, 'Prepared');
    const another = { ...prepared, 'p/plugin.json': manifest('p') };
    assert.equal((await load(another)).platforms.get('good').definition.title, 'Good');
    const torn = { 'platforms.json': prepared['platforms.json'].slice(0, 50) };
    assert.equal((await load(torn)).platforms.get('good').definition.title, 'Good');
  });

  it('reads again what the build has prepared where that has changed, and shares it where it has not', async () => {
    const { definition } = (await load({})).platforms.get('good');
    const prepare = (title: string): string => builtPlatformsText(['a'], [{ ...definition, title }]);
    const contents: Record<string, string> = { '/plugins/a/plugin.json': manifest('a') };
    const files: FileReader = {
      ...memoryFiles(contents),
      readFile: (path) => memoryFiles(contents).readFile(path),
      readDirectory: (path) => memoryFiles(contents).readDirectory(path),
    };
    const good = async (): Promise<PlatformDefinition> =>
      (await loadPlugins(files, ['/plugins'])).platforms.get('good').definition;
    contents['/plugins/platforms.json'] = prepare('One');
    const first = await good();
    assert.equal(first.title, 'One');
    assert.equal(await good(), first);
    contents['/plugins/platforms.json'] = prepare('Two');
    assert.equal((await good()).title, 'Two');
  });

  it('says where a root that cannot be read is', async () => {
    const { diagnostics } = await loadPlugins(memoryFiles({}), ['/nowhere']);
    assert.deepEqual(
      diagnostics.map(({ code, at }) => [code, at.file]),
      [['plugin.unreadable', '/nowhere']],
    );
  });

  it('takes every platform file of a plugin that names none, and those that lie in a root by themselves', async () => {
    const { platforms, diagnostics } = await load({
      'p/plugin.json': '{"name": "p", "api": 1, "title": "P", "commands": ["commands.yaml"]}',
      'p/x.yaml': good.replaceAll('good', 'x'),
      'p/commands.yaml': 'platform: x\ncommands: {}\n',
      'p/dialogue.yaml': 'platform: x\ngreeting: "x>"\nsteps: []\n',
      'y.yaml': good.replaceAll('good', 'y'),
      'z.yml': good.replaceAll('good', 'z'),
      'inventory.yaml': 'devices: {}\n',
      'compose.yaml': 'services: {}\n',
      'notes.txt': good,
    });
    assert.deepEqual(diagnostics, []);
    assert.deepEqual([...platforms.ids()].sort(), ['good', 'x', 'y', 'z']);
  });

  it('says what is wrong with a platform file that lies in a root by itself', async () => {
    const { diagnostics } = await load({ 'y.yaml': `${good.replaceAll('good', 'y')}paginng: {}\n` });
    assert.deepEqual(
      diagnostics.map(({ code, at }) => [code, at.file]),
      [['platform.schema', '/plugins/y.yaml']],
    );
  });

  it('says so where a plugin itself is named in place of the folder that it lies in', async () => {
    const files = memoryFiles({ '/mine/acme/plugin.json': manifest('acme', 'acme.yaml') });
    const { diagnostics } = await loadPlugins(files, ['/mine/acme']);
    assert.deepEqual(
      diagnostics.map(({ code, at }) => [code, at.file]),
      [['plugin.root', '/mine/acme/plugin.json']],
    );
  });

  for (const [what, text, code] of [
    ['is no JSON', '{"name": ', 'plugin.yaml-syntax'],
    ['misses fields', '{"name": "p"}', 'plugin.schema'],
    ['is of a later version', '{"name": "p", "api": 2, "title": "P"}', 'plugin.schema'],
    ['has another name', '{"name": "q", "api": 1, "title": "P"}', 'plugin.name'],
    ['leaves its folder', manifest('p', '../a-good/good.yaml'), 'plugin.path-outside'],
    ['names an absolute path', manifest('p', '/etc/passwd'), 'plugin.path-outside'],
    ['names a drive', manifest('p', 'C:\\x.yaml'), 'plugin.path-outside'],
    ['leaves its folder the Windows way', manifest('p', 'x\\..\\..\\y.yaml'), 'plugin.path-outside'],
    ['names a file that is not there', manifest('p', 'missing.yaml'), 'plugin.file-missing'],
  ] as const) {
    it(`reports a manifest that ${what}, and loads the others`, async () => {
      const { platforms, diagnostics } = await load({ 'p/plugin.json': text });
      assert.equal(diagnostics[0]?.code, code);
      assert.equal(diagnostics[0].at.file, '/plugins/p/plugin.json');
      assert.deepEqual(platforms.ids(), ['good']);
    });
  }

  it('points at what the schema does not know, with a suggestion', async () => {
    assert.deepEqual(await findings(`${good.replaceAll('good', 'x')}paginng: {}\n`), [
      '/plugins/p/x.yaml:6:1 platform.schema "paginng" is not known in the file. Did you mean "paging"?',
    ]);
  });

  it('points at a value of the wrong kind', async () => {
    const [finding, ...more] = await findings(`${good.replaceAll('good', 'x')}lineEnd: "\\t"\n`);
    assert.match(finding ?? '', /x\.yaml:6:10 platform\.schema "lineEnd" must be "\\n" or "\\r"/);
    assert.deepEqual(more, []);
  });

  it('points at broken YAML', async () => {
    const [finding] = await findings('id: x\ntitle: [\n');
    assert.match(finding ?? '', /x\.yaml:\d:\d+ platform\.yaml-syntax/);
  });

  it('refuses a file that unfolds into a huge one', async () => {
    const bomb = Array.from({ length: 12 }, (_, level) =>
      level === 0 ? 'a0: &a0 [x,x,x,x,x,x,x,x,x]' : `a${level}: &a${level} [${`*a${level - 1},`.repeat(9)}]`,
    );
    const [finding] = await findings(`${bomb.join('\n')}\n`);
    assert.match(finding ?? '', /platform\.yaml-syntax/);
  });

  it('points at a pattern that can run away or does not compile', async () => {
    const [first, second] = await findings(`${good.replaceAll('good', 'x')}noise:\n  - "(a+)+b"\n  - "("\n`);
    assert.match(first ?? '', /x\.yaml:7:5 platform\.pattern .*exponential/);
    assert.match(second ?? '', /x\.yaml:8:5 platform\.pattern .*Unterminated/);
  });

  it('points at a mode that does not exist', async () => {
    const [finding] = await findings(`${good.replaceAll('good', 'x')}commandModes: { exec: exek }\n`);
    assert.match(
      finding ?? '',
      /x\.yaml:6:23 platform\.unknown-mode There is no mode "exek"\. Did you mean "exec"\?/,
    );
  });

  it('points at a parent that does not exist, and at a circle', async () => {
    assert.match(
      (await findings('id: x\ntitle: X\nextends: goood\n'))[0] ?? '',
      /x\.yaml:3:10 platform\.unknown-parent .*"good"/,
    );
    const { diagnostics, platforms } = await load({
      'p/plugin.json': manifest('p', 'x.yaml', 'y.yaml'),
      'p/x.yaml': 'id: x\ntitle: X\nextends: y\n',
      'p/y.yaml': 'id: y\ntitle: Y\nextends: x\n',
    });
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['platform.extends-cycle', 'platform.extends-cycle'],
    );
    assert.match(diagnostics[0]?.message ?? '', /x -> y -> x/);
    assert.deepEqual(platforms.ids(), ['good']);
  });

  it('says that a platform has no prompt', async () => {
    assert.match((await findings('id: x\ntitle: X\n'))[0] ?? '', /platform\.incomplete "modes" is missing/);
  });

  it('keeps the first of two platforms with one id, and warns of an alias that is taken', async () => {
    const [duplicate] = await findings(good);
    assert.match(duplicate ?? '', /x\.yaml:1:5 platform\.duplicate-id .*a-good\/good\.yaml:1/);
    const [alias] = await findings(`${good.replaceAll('good', 'x')}aliases: [GOOD]\n`);
    assert.match(alias ?? '', /x\.yaml:6:11 platform\.duplicate-alias/);
  });

  it('takes from the parent what the child does not say', async () => {
    const parent = `${good}failures: [{ pattern: ^%, kind: error }]\nnoise: [one]\npaging: { off: [{ send: no page }] }\ninterrupt: "x"\naliases: [g]\n`;
    const child =
      'id: child\ntitle: Child\nextends: good\nnoise: [two]\ninterrupt: ""\nadd: { failures: [{ pattern: ^Bad }] }\npaging: { pagers: [{ pattern: more, key: q }] }\n';
    const { platforms, diagnostics } = await load({
      'a-good/good.yaml': parent,
      'p/plugin.json': manifest('p', 'x.yaml'),
      'p/x.yaml': child,
    });
    assert.deepEqual(diagnostics, []);
    const { definition } = platforms.get('child');
    assert.deepEqual(definition.failures, [
      { pattern: '^Bad', kind: 'rejected' },
      { pattern: '^%', kind: 'error' },
    ]);
    assert.deepEqual(definition.noise, ['two']);
    assert.deepEqual(definition.paging, {
      off: [{ send: 'no page' }],
      pagers: [{ pattern: 'more', key: 'q' }],
    });
    assert.deepEqual(Object.keys(definition.modes), ['exec']);
    assert.equal(definition.interrupt, undefined);
    assert.deepEqual(definition.aliases, []);
  });

  it('takes a command of the parent away where the child, or the child of that, says null', async () => {
    const { platforms, diagnostics } = await load({
      'a-good/good.yaml': `${good}commands: { runningConfig: show run, save: write, version: show version }\n`,
      'p/plugin.json': manifest('p', 'x.yaml', 'y.yaml', 'z.yaml'),
      'p/x.yaml': 'id: x\ntitle: X\nextends: good\ncommands: { save: null }\n',
      'p/y.yaml': 'id: y\ntitle: Y\nextends: x\ncommands: { version: ~ }\n',
      'p/z.yaml': 'id: z\ntitle: Z\nextends: y\ncommands: { save: keep }\n',
    });
    assert.deepEqual(diagnostics, []);
    const commandsOf = (id: string): unknown => platforms.get(id).definition.commands;
    assert.deepEqual(commandsOf('x'), { runningConfig: 'show run', version: 'show version' });
    assert.deepEqual(commandsOf('y'), { runningConfig: 'show run' });
    assert.deepEqual(commandsOf('z'), { runningConfig: 'show run', save: 'keep' });
  });
});
