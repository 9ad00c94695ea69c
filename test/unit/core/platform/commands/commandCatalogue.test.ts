import assert from 'node:assert/strict';
import { CommandCatalogue } from '../../../../../src/core/platform/commands/commandCatalogue.ts';
import { loadCommands } from '../../../../../src/core/platform/commands/loadCommands.ts';
import { nodeFileReader } from '../../../../../src/store/nodeFileReader.ts';

const hole = '\uE000';

function match(commands: CommandCatalogue, platform: string, line: string): string {
  const found = commands.match(platform, line.split(' '), hole);
  switch (found.kind) {
    case 'known':
      return found.path;
    case 'ambiguous':
      return `? ${found.candidates.join(' ')}`;
    case 'unknown':
      return `- ${String(found.word)} ${found.near ?? ''}`.trim();
    default:
      return 'silent';
  }
}

describe('CommandCatalogue', () => {
  const commands = new CommandCatalogue();
  commands.add('a', [
    ['show version', 'v'],
    ['show vlan', 'l'],
    ['show interfaces', 'i'],
    ['show interfaces <interface>', 'one'],
    ['show interfaces status', 's'],
    ['write', 'w'],
  ]);

  it('takes words that are abbreviated one by one', () => {
    assert.equal(match(commands, 'a', 'sh ver'), 'show version');
    assert.equal(match(commands, 'a', 'SHOW Version'), 'show version');
    assert.equal(match(commands, 'a', 'sh int st'), 'show interfaces status');
  });

  it('says what an abbreviation can mean', () => {
    assert.equal(match(commands, 'a', 'sh v'), '? version vlan');
  });

  it('takes values where one can stand, and holes for everything', () => {
    assert.equal(match(commands, 'a', 'show interfaces Gi1/0/1'), 'show interfaces <interface>');
    assert.equal(match(commands, 'a', `show ${hole} x`), 'show interfaces <interface>');
    assert.equal(match(commands, 'a', `show ${hole}`), 'show version');
    assert.equal(match(commands, 'a', `${hole} version`), 'silent');
  });

  it('allows more behind a whole command, but not in front of one', () => {
    assert.equal(match(commands, 'a', 'show version all of it'), 'show version');
    assert.equal(match(commands, 'a', 'show verzion'), '- 1 version');
    assert.equal(match(commands, 'a', 'display this'), '- 0');
  });

  it('says nothing about platforms that it does not know', () => {
    assert.equal(match(commands, 'b', 'show version'), 'silent');
  });

  it('lets one platform know what another one knows', () => {
    const more = new CommandCatalogue();
    more.add('base', [['show version', 'v']]);
    more.add('special', [['show special', 's']]);
    more.extend('special', 'base');
    assert.equal(match(more, 'special', 'show version'), 'show version');
    assert.equal(match(more, 'base', 'show special'), '- 1');
  });
});

describe('the commands of the built-in plugins', () => {
  it('are readable, and there are many of each of eight platforms', async () => {
    const { commands, diagnostics } = await loadCommands(nodeFileReader, ['src/plugins']);
    assert.deepEqual(diagnostics, []);
    const names = [
      'arista_eos',
      'cisco_asa',
      'cisco_ios',
      'cisco_nxos',
      'cisco_xe',
      'cisco_xr',
      'juniper_junos',
      'linux',
    ];
    assert.deepEqual(commands.platforms().sort(), names);
    for (const name of names) assert.ok(commands.commands(name).length > 60, name);
    assert.equal(match(commands, 'cisco_ios', 'sh ip int br'), 'show ip interface brief');
    assert.equal(match(commands, 'cisco_xe', 'sh ip int br'), 'show ip interface brief');
    assert.equal(match(commands, 'cisco_ios', 'wr mem'), 'write memory');
    assert.equal(match(commands, 'juniper_junos', 'show interfaces terse'), 'show interfaces terse');
    assert.equal(match(commands, 'linux', 'ip -brief address'), 'ip -brief address');
  });

  it('reports what is wrong with a file and reads the others', async () => {
    const files: Record<string, string> = {
      'p/one/plugin.json':
        '{"name":"one","api":1,"title":"One","commands":["a.yaml","none.yaml","../b.yaml","bad.yaml"]}',
      'p/one/a.yaml': 'platform: a\ncommands:\n  show x: X\n',
      'p/one/bad.yaml': 'platform: a\ncommand: {}\n',
    };
    const reader = {
      readFile: (path: string) => {
        const text = files[path];
        return text === undefined
          ? Promise.reject(Object.assign(new Error('none'), { code: 'ENOENT' }))
          : Promise.resolve(new TextEncoder().encode(text));
      },
      readDirectory: () => Promise.resolve([{ name: 'one', kind: 'directory' as const }]),
    };
    const { commands, diagnostics } = await loadCommands(reader, ['p']);
    assert.deepEqual(commands.platforms(), ['a']);
    assert.deepEqual([...new Set(diagnostics.map(({ code }) => code))].sort(), [
      'plugin.file-missing',
      'plugin.path-outside',
      'plugin.schema',
    ]);
  });
});
