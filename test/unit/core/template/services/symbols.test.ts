import assert from 'node:assert/strict';
import { keyPlaces } from '../../../../../src/core/inventory/keyPlaces.ts';
import { foldingOf } from '../../../../../src/core/template/services/folding.ts';
import { outlineOf } from '../../../../../src/core/template/services/outline.ts';
import { semanticTokens } from '../../../../../src/core/template/services/semanticTokens.ts';
import { definitionsAt } from '../../../../../src/core/template/services/symbols/definitions.ts';
import { outsideUses, referencesAt } from '../../../../../src/core/template/services/symbols/references.ts';
import {
  checkNewName,
  checkRenameable,
} from '../../../../../src/core/template/services/symbols/renameCheck.ts';
import { contextFor, marked, parsed } from './support.ts';

const place = ({ file, line, column }: { file: string; line: number; column: number }): string =>
  `${file}:${String(line)}:${String(column)}`;

describe('definitions and references', () => {
  const definitions = (text: string, extra = {}): string[] => {
    const { template, offset } = marked(text);
    return definitionsAt(template, offset, contextFor(extra)).map(place);
  };

  it('a variable is defined in the cells of its devices', () => {
    assert.deepEqual(definitions('# @filter tag:core\n{{ upl¦ink }}'), [
      'inventory.csv:2:40',
      'inventory.csv:3:40',
    ]);
    assert.deepEqual(definitions('# @filter tag:leaf\n{{ device.pla¦tform }}'), ['inventory.csv:5:18']);
  });

  it('a name of the template is defined in it, a macro too', () => {
    assert.deepEqual(definitions('# @set a = 1\n{{ ¦a }}'), ['test.cmds:1:8']);
    assert.deepEqual(definitions('{% for x in [1] %}{{ ¦x }}{% endfor %}'), ['test.cmds:1:8']);
    assert.deepEqual(definitions('{% macro m(a) %}{{ a }}{% endmacro %}\n{{ m¦(1) }}'), ['test.cmds:1:10']);
    assert.deepEqual(definitions('# @ask ticket "Number"\n{{ tic¦ket }}'), ['test.cmds:1:8']);
  });

  it('an include is defined in its file', () => {
    const loader = { load: (path: string) => (path === 'part.cmds' ? '' : undefined) };
    assert.deepEqual(definitions('{% include "pa¦rt.cmds" %}', { loader }), ['part.cmds:1:1']);
  });

  it('references tell names of the same spelling apart', () => {
    const { template, offset } = marked(
      '{% for x in a %}{{ ¦x }}{% endfor %}{% for x in b %}{{ x }}{% endfor %}{{ x }}',
    );
    const found = referencesAt(template, offset);
    assert.deepEqual(
      found?.places.map((at) => at.column),
      [8, 20],
    );
  });

  it('a variable of the inventory is found in filters too', () => {
    const places = outsideUses(
      parsed('# @filter vlan>15 tag:vlan\n{{ vlan }}\n{% set vlan = 1 %}{{ vlan }}'),
      'vlan',
    );
    assert.deepEqual(places.map(place), ['test.cmds:1:11', 'test.cmds:2:4']);
  });
});

describe('renaming', () => {
  const useOf = (text: string) => {
    const { template, offset } = marked(text);
    const use = referencesAt(template, offset)?.use;
    assert.ok(use);
    return { template, use };
  };

  it('refuses what belongs to the language', () => {
    for (const text of ['{{ ¦hostname }}', '{{ ¦range(3) }}', '{% for x in a %}{{ ¦loop }}{% endfor %}'])
      assert.throws(() => checkRenameable(useOf(text).use), { code: 'language.rename' });
    checkRenameable(useOf('{{ upl¦ink }}').use);
  });

  it('refuses names that are none or already mean something', () => {
    const { template, use } = useOf('{% set b = 1 %}{{ upl¦ink }}');
    for (const name of ['1a', 'a b', 'if', 'vlan', 'site', 'b', 'device', 'password'])
      assert.throws(() => checkNewName(use, name, template, contextFor()), { code: 'language.rename' }, name);
    checkNewName(use, 'uplink_port', template, contextFor());
  });

  it('finds the heading of a column and the keys of a YAML file', () => {
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
    assert.deepEqual(
      keyPlaces({ path: 'a.csv', bytes: bytes('# x\nhostname;"vlan";vlan_b\nvlan;1;2\n') }, 'vlan').map(
        place,
      ),
      ['a.csv:2:11'],
    );
    const yaml =
      'defaults:\n  vlan: 1\ngroups:\n  vlan:\n    vlan: 2\ndevices:\n  - name: vlan\n    host: x\n    variables:\n      vlan: 3\n';
    assert.deepEqual(keyPlaces({ path: 'a.yaml', bytes: bytes(yaml) }, 'vlan').map(place), [
      'a.yaml:2:3',
      'a.yaml:5:5',
      'a.yaml:10:7',
    ]);
  });
});

describe('outline, folding and names', () => {
  const template = parsed(
    '{% macro m(a) %}\nshow {{ a }}\n{% endmacro %}\n\n### One\n# c1\n# c2\n{% if a %}\nx\n{% else %}\ny\n{% endif %}\n\n### Two\n{% set n = 1 %}\nshow\n',
  );

  it('the outline has blocks with what they define', () => {
    assert.deepEqual(
      outlineOf(template).map(({ name, kind, children }) => [
        name,
        kind,
        children.map((child) => child.name),
      ]),
      [
        ['m', 'macro', []],
        ['One', 'block', []],
        ['Two', 'block', ['n']],
      ],
    );
  });

  it('blocks, branches and comments fold', () => {
    assert.deepEqual(
      foldingOf(template)
        .map(({ from, to, kind }) => `${kind} ${String(from)}-${String(to)}`)
        .sort(),
      ['block 14-16', 'block 5-12', 'comment 6-7', 'tag 1-2', 'tag 10-11', 'tag 8-9'],
    );
  });

  it('names say where their value comes from', () => {
    const text = '{% set n = uplink %}{{ n }}{{ vlan }}{{ nope }}{{ range(2) }}';
    assert.deepEqual(
      semanticTokens(parsed(text), contextFor()).map(({ start, end, kind, modifiers }) =>
        [text.slice(start, end), kind, ...modifiers].join(' '),
      ),
      [
        'n variable local declaration',
        'uplink variable',
        'n variable local',
        'vlan variable partial',
        'nope variable missing',
        'range function',
      ],
    );
  });
});
