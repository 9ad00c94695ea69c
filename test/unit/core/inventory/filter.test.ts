import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Device } from '../../../../src/api/device.ts';
import { isErrorInfo } from '../../../../src/api/diagnostic.ts';
import { compileFilter } from '../../../../src/core/inventory/filter/compileFilter.ts';
import { filterFieldNames, filterFields } from '../../../../src/core/inventory/filter/filterFields.ts';
import type { FilterNode, FilterValue } from '../../../../src/core/inventory/filter/filterNode.ts';
import { formatFilter } from '../../../../src/core/inventory/filter/formatFilter.ts';
import { parseFilter } from '../../../../src/core/inventory/filter/parseFilter.ts';
import { tokenizeFilter } from '../../../../src/core/inventory/filter/tokenizeFilter.ts';
import { unknownFields } from '../../../../src/core/inventory/filter/unknownFields.ts';
import { fakePlatforms } from './fakePlatforms.ts';
import { readYamlText } from './inventoryHelpers.ts';

const { devices } = readYamlText(
  'defaults: { device_type: cisco_ios }',
  'devices:',
  '  core-1: { host: 192.0.2.1, tags: [core], site: ams1, role: spine, vlan: 100, port: 22 }',
  '  core-2: { host: 192.0.2.2, tags: [core, lab], site: ams2, role: spine, vlan: "0200", groups: g1 }',
  '  edge-1: { host: 2001:db8::1, tags: [edge], site: fra1, role: leaf, bgp: { asn: 65001 }, username: ops }',
  '  edge-x: { host: sw.example.net, device_type: juniper_junos, note: "a (b), c", vlans: [10, 20], transport: telnet, credential: old }',
);

function select(text: string, from: readonly Device[] = devices): string {
  const filter = compileFilter(text, { platforms: fakePlatforms });
  return from
    .filter((device) => filter.matches(device))
    .map((device) => device.name)
    .join(' ');
}

const everyone = 'core-1 core-2 edge-1 edge-x';

describe('filter expressions', () => {
  for (const [text, expected] of [
    ['', everyone],
    ['   ', everyone],
    ['core', 'core-1 core-2'],
    ['CORE', 'core-1 core-2'],
    ['192.0', 'core-1 core-2'],
    ['"2001:db8"', 'edge-1'],
    ['lab', 'core-2'],
    ['core*', 'core-1 core-2'],
    ['ore*', ''],
    ['*x', 'edge-x'],
    ['core-1,edge-x', 'core-1 edge-x'],
    ['/^edge-\\d+$/', 'edge-1'],
    ['name:core', ''],
    ['name:core-1', 'core-1'],
    ['hostname:CORE-1', 'core-1'],
    ['name:/^edge-\\d+/', 'edge-1'],
    ['name:/EDGE/', ''],
    ['name:/EDGE/i', 'edge-1 edge-x'],
    ['host:192.0.2.*', 'core-1 core-2'],
    ['host:2001:db8::1', 'edge-1'],
    ['platform:cisco_ios', 'core-1 core-2 edge-1'],
    ['platform:juniper', 'edge-x'],
    ['platform:cisco_ios_ssh', 'core-1 core-2 edge-1'],
    ['platform:cisco*', 'core-1 core-2 edge-1'],
    ['tag:core', 'core-1 core-2'],
    ['tag:core tag:lab', 'core-2'],
    ['tag:core -tag:lab', 'core-1'],
    ['tag:core not tag:lab', 'core-1'],
    ['-(tag:core or tag:edge)', 'edge-x'],
    ['--tag:lab', 'core-2'],
    ['group:g1', 'core-2'],
    ['site:ams*', 'core-1 core-2'],
    ['site:*', 'core-1 core-2 edge-1'],
    ['-site:*', 'edge-x'],
    ['site:a*1,f*', 'core-1 edge-1'],
    ['role:leaf,spine', 'core-1 core-2 edge-1'],
    ['site:ams1 or site:fra1', 'core-1 edge-1'],
    ['site:ams1 OR site:fra1', 'core-1 edge-1'],
    ['site:ams1 or site:fra1 role:spine', 'core-1'],
    ['(site:ams1 or site:fra1) role:leaf', 'edge-1'],
    ['tag:core and role:spine', 'core-1 core-2'],
    ['port:22', 'core-1'],
    ['transport:telnet', 'edge-x'],
    ['credential:old', 'edge-x'],
    ['credential:default', 'core-1 core-2 edge-1'],
    ['user:ops', 'edge-1'],
    ['vlan:100', 'core-1'],
    ['vlan>100', 'core-2'],
    ['vlan>=100', 'core-1 core-2'],
    ['vlan < 200', 'core-1'],
    ['vlan<=200', 'core-1 core-2'],
    ['vlan=200', 'core-2'],
    ['vlan:200', ''],
    ['vlan!=200', 'core-1 edge-1 edge-x'],
    ['vlan=100,200', 'core-1 core-2'],
    ['vlan!=100,200', 'edge-1 edge-x'],
    ['vlan>-5', 'core-1 core-2'],
    ['vlans:20', 'edge-x'],
    ['vlans>15', 'edge-x'],
    ['bgp.asn:65001', 'edge-1'],
    ['bgp.asn>65000', 'edge-1'],
    ['bgp:asn', 'edge-1'],
    ['nothing:x', ''],
    ['note:"a (b), c"', 'edge-x'],
    ['note:"*"', ''],
    ['"or"', 'core-1 core-2'],
  ] as const) {
    it(`${text || '(nothing)'} selects ${expected || 'nobody'}`, () => {
      assert.equal(select(text), expected);
    });
  }

  for (const [text, code, column] of [
    ['tag:core "abc', 'filter.unclosed-string', 10],
    ['name:/abc', 'filter.unclosed-regex', 6],
    ['name:/(abc/', 'filter.bad-regex', 6],
    ['name:/(a)\\1/', 'filter.bad-regex', 6],
    ['name:/a/g', 'filter.bad-regex', 6],
    ['name:/(?=a)/', 'filter.bad-regex', 6],
    ['x (a', 'filter.unclosed-parenthesis', 3],
    ['a)', 'filter.unexpected', 2],
    ['()', 'filter.unexpected', 2],
    ['a or', 'filter.missing-value', 5],
    ['a -', 'filter.missing-value', 4],
    ['or a', 'filter.unexpected', 1],
    ['tag:', 'filter.missing-value', 4],
    ['tag: core', 'filter.missing-value', 4],
    ['tag:core,', 'filter.missing-value', 9],
    [':x', 'filter.unexpected', 1],
    ['>5', 'filter.unexpected', 1],
    ['"x y"/', 'filter.unexpected', 6],
    ['vlan>many', 'filter.not-a-number', 6],
    ['vlan>/5/', 'filter.not-a-number', 6],
    ['vlan:>5', 'filter.unexpected', 5],
    [`${'('.repeat(500)}a${')'.repeat(500)}`, 'filter.too-complex', 65],
    [`name:/${'a'.repeat(600)}/`, 'filter.bad-regex', 6],
  ] as const) {
    it(`points at column ${String(column)} of ${text.slice(0, 30)}`, () => {
      assert.throws(
        () => compileFilter(text),
        (error) => {
          assert.ok(isErrorInfo(error));
          const { at } = error as { at?: { column: number } };
          assert.deepEqual([error.code, at?.column], [code, column]);
          assert.ok(error.message.includes(`column ${String(column)}`));
          return true;
        },
      );
    });
  }

  it('places errors in the file that the expression stands in', () => {
    const at = { file: 'a.cmds', line: 3, column: 11 };
    assert.throws(
      () => compileFilter('tag:', { at }),
      (error: { at?: unknown }) => {
        assert.deepEqual(error.at, { file: 'a.cmds', line: 3, column: 14, endLine: 3, endColumn: 15 });
        return true;
      },
    );
  });

  it('takes no more than linear time for a hostile pattern', () => {
    const [template] = devices;
    assert.ok(template !== undefined);
    const hostile = { ...template, name: 'a'.repeat(5000) };
    assert.equal(select('name:/^(a+)+$/ name:/(a|aa)*b/', [hostile]), '');
    assert.equal(select(`name:${'*a'.repeat(40)}*b`, [hostile]), '');
  });

  it('says which fields no device has, with what was meant', () => {
    const parsed = parseFilter('-tga:core vlan>5 name:x sitee=a');
    assert.ok('node' in parsed);
    assert.deepEqual(
      unknownFields(parsed.node, devices).map(({ start, end, replacement }) => [start, end, replacement]),
      [
        [1, 4, 'tag'],
        [24, 29, 'site'],
      ],
    );
    assert.deepEqual(unknownFields(parsed.node, []), []);
  });

  it('lists what can stand before a colon', () => {
    assert.deepEqual(filterFieldNames(devices), [
      ...filterFields.map((field) => field.name),
      'bgp',
      'note',
      'vlan',
      'vlans',
    ]);
    assert.ok(filterFields.every((field) => field.description !== ''));
  });

  it('cuts unfinished text into tokens without gaps other than space', () => {
    const text = 'site:ams* -tag:"x y",/b c/i (vlan >= 5 or !';
    const kinds = tokenizeFilter(text).tokens.map((token) => token.kind);
    assert.deepEqual(
      kinds.join(' '),
      'word colon word not word colon string comma regex open word operator word or word',
    );
    fc.assert(
      fc.property(anyExpression, (any) => {
        let rest = '';
        let offset = 0;
        for (const token of tokenizeFilter(any).tokens) {
          assert.ok(token.end > token.start && token.start >= offset);
          assert.equal(token.text, any.slice(token.start, token.end));
          rest += any.slice(offset, token.start);
          offset = token.end;
        }
        assert.equal((rest + any.slice(offset)).trim(), '');
      }),
    );
  });
});

const anyExpression = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'site',
        'tag:',
        'core',
        '-',
        '(',
        ')',
        ' or ',
        ' and ',
        ' ',
        ',',
        ':',
        '>',
        '>=',
        '!=',
        '=',
        '5',
        '*',
        '"x y"',
        '/a/i',
        '/',
        '"',
        '\\',
        'not ',
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));

/** Trees as the parser makes them: no group in a group of the same kind with one term, words that need no quotes. */
const word = fc
  .stringMatching(/^[a-z*][a-z0-9*.-]{0,6}$/)
  .filter((text) => !['or', 'and', 'not'].includes(text));
const value: fc.Arbitrary<FilterValue> = fc.oneof(
  word.map((text) => ({ kind: 'word' as const, text })),
  fc.string({ maxLength: 6 }).map((text) => ({ kind: 'string' as const, text })),
  fc.record({
    kind: fc.constant('regex' as const),
    source: fc.constantFrom('a', '^core-\\d+$', '[a-z]/b', 'x|y', ' '),
    ignoreCase: fc.boolean(),
  }),
);
const values = fc.array(value, { minLength: 1, maxLength: 3 });
const fieldName = fc.constantFrom('name', 'site', 'tag', 'bgp.asn', 'my_var');
const tree: fc.Arbitrary<FilterNode> = fc.letrec<{ node: FilterNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    values.map((list) => ({ kind: 'search' as const, values: list })),
    fc.record({
      kind: fc.constant('field' as const),
      field: fieldName,
      start: fc.constant(0),
      end: fc.constant(0),
      values,
    }),
    fc.record({
      kind: fc.constant('compare' as const),
      field: fieldName,
      start: fc.constant(0),
      end: fc.constant(0),
      operator: fc.constantFrom('=' as const, '!=' as const),
      values,
    }),
    tie('node').map((term) => ({ kind: 'not' as const, term })),
    fc
      .tuple(
        fc.constantFrom('and' as const, 'or' as const),
        fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
      )
      .map(([kind, terms]) => ({ kind, terms })),
  ),
})).node;

/** A tree without the places, which a new spelling changes. */
function placeless(node: FilterNode): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, entry: unknown) => (key === 'start' || key === 'end' ? undefined : entry)),
  );
}

describe('filter expressions, whatever the text', () => {
  it('are parsed or have a fault inside the text, and never throw otherwise', () => {
    fc.assert(
      fc.property(anyExpression, (text) => {
        const parsed = parseFilter(text);
        if ('fault' in parsed) {
          const { code, start, end } = parsed.fault;
          assert.match(code, /^filter\./);
          assert.ok(start >= 0 && start <= end && end <= text.length);
        } else {
          assert.equal(select(formatFilter(parsed.node)), select(text));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('come back from their spelling', () => {
    fc.assert(
      fc.property(tree, (node) => {
        const parsed = parseFilter(formatFilter(node));
        assert.ok('node' in parsed, formatFilter(node));
        assert.deepEqual(placeless(parsed.node), placeless(node));
      }),
      { numRuns: 500 },
    );
  });

  it('select the complement with -, and the union with a comma', () => {
    const set = (text: string) => new Set(select(text).split(' ').filter(Boolean));
    fc.assert(
      fc.property(tree, (node) => {
        const text = formatFilter(node);
        const inside = set(text);
        const outside = set(`-(${text})`);
        assert.deepEqual(new Set([...inside, ...outside]).size, devices.length);
        assert.equal(inside.size + outside.size, devices.length);
      }),
    );
    fc.assert(
      fc.property(fieldName, values, values, (name, left, right) => {
        const field = (list: FilterValue[]): FilterNode => ({
          kind: 'field',
          field: name,
          start: 0,
          end: 0,
          values: list,
        });
        const both = set(formatFilter(field([...left, ...right])));
        assert.deepEqual(both, set(`${formatFilter(field(left))} or ${formatFilter(field(right))}`));
      }),
    );
  });
});
