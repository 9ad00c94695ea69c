import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  checkPlatformText,
  type PlatformsAround,
} from '../../../../../src/core/platform/services/checkPlatformText.ts';
import {
  completePlatformFile,
  type PlatformKnowledge,
} from '../../../../../src/core/platform/services/completePlatformFile.ts';
import { hoverPlatformFile } from '../../../../../src/core/platform/services/hoverPlatformFile.ts';
import { isPlatformText } from '../../../../../src/core/platform/services/isPlatformText.ts';
import { builtInPlugins, pluginRoot } from '../../../../helpers/session/builtInPlatforms.ts';

async function around(): Promise<PlatformsAround & PlatformKnowledge> {
  const { platforms } = await builtInPlugins();
  return {
    ids: () => platforms.ids(),
    definition: (id) => (platforms.resolve(id) === id ? platforms.get(id).definition : undefined),
    titles: platforms.titles(),
    modesOf: (id) =>
      platforms.resolve(id) === undefined ? [] : Object.keys(platforms.get(id).definition.modes),
  };
}

/** Labels that are offered where the `¦` is. */
async function labels(marked: string): Promise<string[]> {
  const text = marked.replace('¦', '');
  return (
    completePlatformFile(text, marked.indexOf('¦'), await around())?.entries.map(({ label }) => label) ?? []
  );
}

/** The text after the named entry was taken. */
async function take(marked: string, label: string): Promise<string> {
  const text = marked.replace('¦', '');
  const found = completePlatformFile(text, marked.indexOf('¦'), await around());
  const entry = found?.entries.find((each) => each.label === label);
  assert.ok(found !== undefined && entry !== undefined, `${label} is offered`);
  return text.slice(0, found.start) + entry.insert + text.slice(found.end);
}

const head = 'id: acme_os\ntitle: ACME OS\n';
const modes = `modes:
  config:
    prompts: ['sw\\(config\\)#']
  user:
    prompts: ['sw>']
`;

describe('completion in platform files', () => {
  it('offers the keys that are not there yet, with what they take', async () => {
    const top = await labels(`${head}¦`);
    assert.ok(top.includes('modes') && top.includes('extends') && top.includes('paging'));
    assert.ok(!top.includes('id') && !top.includes('title'));
    assert.ok((await labels(`${head}pa¦\n`)).includes('paging'));
    assert.deepEqual((await labels(`${head}paging:\n  ¦`)).sort(), ['off', 'pagers', 'pipelined']);
    assert.deepEqual(await labels(`${head}${modes}moves:\n  - from: user\n    ¦`), [
      'to',
      'send',
      'expect',
      'refused',
    ]);
    assert.deepEqual(await labels(`${head}${modes}moves:\n  - { from: user, ¦ }\n`), [
      'to',
      'send',
      'expect',
      'refused',
    ]);
    assert.deepEqual(await labels(`${head}${modes}moves:\n  - ¦`), [
      'from',
      'to',
      'send',
      'expect',
      'refused',
    ]);
    assert.deepEqual(await labels(`${head}login:\n  - { pattern: 'x', answer: { ¦ } }\n`), [
      'text',
      'secret',
      'key',
    ]);
    assert.deepEqual(await labels(`${head}modes:\n  user:\n    ¦\n`), ['prompts']);
  });

  it('offers fixed values, modes and platforms', async () => {
    assert.deepEqual(await labels(`${head}failures:\n  - { pattern: x, kind: ¦ }\n`), [
      'rejected',
      'ambiguous',
      'incomplete',
      'authorisation',
      'error',
    ]);
    assert.deepEqual(await labels(`${head}configuration:\n  style: ¦\n`), ['indent', 'braces', 'flat']);
    assert.deepEqual(await labels(`${head}${modes}commandModes:\n  exec: ¦\n`), ['config', 'user']);
    assert.deepEqual(await labels(`${head}${modes}moves:\n  - { from: ¦ }\n`), ['config', 'user']);
    assert.deepEqual(await labels(`${head}${modes}moves:\n  - { from: user, to: c¦\n`), ['config', 'user']);
    assert.deepEqual(await labels(`${head}extends: ios_like\ncommandModes: { exec: ¦ }\n`), [
      'configuration',
      'privileged_exec',
      'exec',
    ]);
    assert.ok((await labels(`${head}extends: ¦\n`)).includes('ios_like'));
  });

  it('offers nothing where anything can stand', async () => {
    assert.deepEqual(await labels(`${head}vendor: ¦\n`), []);
    assert.deepEqual(await labels(`${head}# a comm¦\n`), []);
    assert.deepEqual(await labels(`${head}nonsense:\n  ¦\n`), []);
  });

  it('replaces the word that is there, and gives keys what follows them', async () => {
    assert.equal(await take(`${head}pag¦`, 'paging'), `${head}paging:\n  `);
    assert.equal(await take(`${head}noi¦`, 'noise'), `${head}noise:\n  - `);
    assert.equal(await take(`${head}logo¦`, 'logout'), `${head}logout: `);
    assert.equal(await take(`${head}lo¦: exit\n`, 'logout'), `${head}logout: exit\n`);
    assert.equal(await take(`${head}extends: ios¦\n`, 'ios_like'), `${head}extends: ios_like\n`);
    assert.equal(await take(`${head}lineEnd: ¦\n`, '"\\r\\n"'), `${head}lineEnd: "\\r\\n"\n`);
  });

  it('never throws, wherever the cursor is and however broken the text', async () => {
    const knowledge = await around();
    const text = `${head}${modes}paging: { off: [ { send: 'x' }, ] pagers: [\nlogin:\n - \t{{\n`;
    for (let offset = 0; offset <= text.length; offset++) {
      completePlatformFile(text, offset, knowledge);
      completePlatformFile(text.slice(0, offset), offset, knowledge);
      hoverPlatformFile(text, offset);
    }
  });
});

describe('hover in platform files', () => {
  it('says what a key means', () => {
    const text = `${head}${modes}failures:\n  - { pattern: '^x', kind: rejected }\n`;
    const hover = (word: string): ReturnType<typeof hoverPlatformFile> =>
      hoverPlatformFile(text, text.indexOf(word) + 1);
    assert.deepEqual(hover('failures'), {
      title: 'failures',
      kind: 'list of maps',
      description: 'Texts that mean a command was refused.',
      start: text.indexOf('failures'),
      end: text.indexOf('failures') + 'failures'.length,
    });
    assert.match(hover('pattern')?.description ?? '', /write \^ where/);
    assert.match(hover('kind')?.kind ?? '', /"rejected", "ambiguous"/);
    assert.equal(hover('ACME'), undefined);
  });
});

describe('findings of platform files while they are edited', () => {
  const check = async (text: string): Promise<string[]> =>
    checkPlatformText('acme.yaml', text, await around()).map(
      ({ code, severity, at }) => `${at.line}:${at.column} ${severity} ${code}`,
    );

  it('has nothing against any built-in file, which stands in its own place', async () => {
    const platforms = await around();
    for (const path of [
      'platforms-cisco/cisco_xr',
      'platforms-generic/ios_like',
      'platforms-linux/cumulus_linux',
    ]) {
      const file = `${pluginRoot}/${path}.yaml`;
      assert.deepEqual(checkPlatformText(file, readFileSync(file, 'utf8'), platforms), [], path);
    }
  });

  it('has the findings of loading, with their places', async () => {
    assert.deepEqual(await check('id: acme\ntitle: [\n'), ['3:1 error platform.yaml-syntax']);
    assert.deepEqual(await check(`${head}paginng: {}\n`), ['3:1 error platform.schema']);
    assert.deepEqual(await check(`${head}extends: cisco_iso\n`), ['3:10 error platform.unknown-parent']);
    assert.deepEqual(await check(`${head}modes: { exec: { prompts: ['(a+)+$'] } }\n`), [
      '3:28 error platform.pattern',
    ]);
    assert.deepEqual(await check(`${head}extends: ios_like\naliases: [ios]\n`), [
      '4:11 warning platform.duplicate-alias',
    ]);
    assert.deepEqual(await check(`${head}extends: ios_like\ncommands: { save: keep }\n`), [
      '4:19 warning platform.open-save',
    ]);
    assert.deepEqual(await check(head), ['1:1 error platform.incomplete']);
  });
});

describe('isPlatformText', () => {
  it('knows platform files by what is in them, or by their folder', () => {
    assert.ok(isPlatformText('/w/acme/acme_os.yaml', `${head}extends: ios_like\n`));
    assert.ok(isPlatformText('/w/platforms-acme/acme_os.yaml', ''));
    assert.ok(isPlatformText('C:\\w\\platforms\\acme\\x.yml', ''));
    assert.ok(!isPlatformText('/w/compose.yaml', 'id: x\nservices: {}\n'));
    assert.ok(
      !isPlatformText('/w/platforms-acme/commands/acme_os.yaml', 'platform: acme_os\ncommands: {}\n'),
    );
    assert.ok(!isPlatformText('/w/platforms/recording.yaml', 'platform: x\ngreeting: ""\nsteps: []\n'));
    assert.ok(!isPlatformText('/w/platforms-acme/plugin.json', '{}'));
  });
});
