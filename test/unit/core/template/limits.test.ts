import assert from 'node:assert/strict';
import { referencedVariables } from '../../../../src/core/template/analysis/referencedVariables.ts';
import { parseTemplate } from '../../../../src/core/template/parseTemplate.ts';
import { linesOf, render } from './render.ts';

const codesOf = (text: string): readonly string[] =>
  render(text, { list: [1, 2, 3], text: 'abc' }).diagnostics.map(({ code }) => code);

/** Templates that would run for minutes or take all memory, with what stops them. */
const runaways: readonly (readonly [template: string, code: string])[] = [
  ['{% for i in range(100000) %}{% for j in range(100000) %}x{% endfor %}{% endfor %}', 'template.too-long'],
  [
    '{% set ns = namespace(x="a" * 99) %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}',
    'template.too-large',
  ],
  [
    '{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}',
    'template.too-large',
  ],
  ['{% set l = [1] %}{% do l.append(l) %}{{ l }}', 'template.too-deep'],
  ['{% set l = [1] %}{% do l.append(l) %}{{ l == [1, l] }}', 'template.too-deep'],
  ['{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}', 'template.too-deep'],
  ['{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}', 'template.too-deep'],
  ['{{ "x" * 99999999 }}', 'template.too-large'],
  ['{{ [1] * 99999999 }}', 'template.too-long'],
  ['{{ 9 ** (9 ** 9) }}', 'template.too-large'],
  ['{{ "%99999999d" % 1 }}', 'template.too-large'],
  ['{{ "{:99999999}".format(1) }}', 'template.too-large'],
  ['{{ "x".center(99999999) }}', 'template.too-large'],
  ['{{ "1-999999999" | expand_range }}', 'template.too-long'],
  ['{{ ("a" * 100000) | replace("a", "b" * 1000) }}', 'template.too-large'],
  [
    '{% set b = "a" * 900000 %}{% for i in range(99999) %}{% set y = b | upper %}{% endfor %}',
    'template.too-long',
  ],
  [
    '{% set b = "a" * 900000 %}{% for i in range(99999) %}{% set y = "b" in b %}{% endfor %}',
    'template.too-long',
  ],
  [
    '{% set b = range(99999) | list %}{% for i in b %}{% do b.insert(0, b.pop()) %}{% endfor %}',
    'template.too-long',
  ],
  ['{{ ("a" * 900000) | regex_findall("(a*)*b|a") | length }}', 'template.too-long'],
  [`{{ ${'('.repeat(4000)} }}`, 'template.too-deep'],
  [`{{ 1${'+1'.repeat(4000)} }}`, 'template.too-deep'],
  [`{{ text${'.upper()'.repeat(900)} }}`, 'template.too-deep'],
  [`${'{% if 1 %}'.repeat(900)}${'{% endif %}'.repeat(900)}`, 'template.too-deep'],
];

/** Ways out that other engines have left open. */
const escapes = [
  'text.constructor',
  'list.constructor.constructor("return process")()',
  'text["constructor"]',
  '{}.__proto__',
  '{}["__proto__"].polluted',
  'range.constructor("return 1")()',
  'list.map',
  'list.length',
  'text.toString()',
  'text.__class__.__mro__',
  'cycler("a").__init__.__globals__',
  'namespace().constructor',
  '__proto__',
  'toString',
  'globalThis',
  'list | map("constructor") | list',
  'list | map(attribute="constructor") | join',
  'list | select("toString") | list',
  '"{0.constructor}".format(text)',
  'text | attr("constructor")',
  'dict(__proto__=1).toString()',
];

describe('limits of templates', () => {
  for (const [template, code] of runaways) {
    it(`stop ${template.slice(0, 70)}`, () => {
      assert.ok(codesOf(template).includes(code), codesOf(template).join());
    });
  }

  for (const expression of escapes) {
    it(`let nothing of JavaScript through: ${expression}`, () => {
      const codes = codesOf(`{{ ${expression} }}`);
      assert.equal(codes.length, 1);
      assert.match(
        codes[0] ?? '',
        /^template\.(?:undefined|unknown-filter|unknown-test|unsupported|format)$/,
      );
    });
  }

  it('take names of JavaScript as ordinary keys', () => {
    assert.deepEqual(
      linesOf(
        '{% set d = {"__proto__": 1, "constructor": 2} %}{{ d }} {{ d.__proto__ }} {{ d.constructor }}',
      ),
      ["{'__proto__': 1, 'constructor': 2} 1 2"],
    );
  });
});

describe('referencedVariables', () => {
  const namesIn = (text: string, files: Readonly<Record<string, string>> = {}): readonly string[] => {
    const template = parseTemplate({ path: 'a.cmds', text });
    return referencedVariables(template, { load: (path) => files[path] }).map(
      ({ name, at, always, block }) =>
        `${name} ${at.file}:${String(at.line)}:${String(at.column)} ${always ? 'always' : 'maybe'} ${String(block)}`,
    );
  };

  it('are what a template takes from outside, with places', () => {
    assert.deepEqual(
      namesIn('{{ a }} {{ b.c[d] }}\n### X\n{% if e == f.g %}{{ h }}{% endif %}\n{{ range(n) }}'),
      [
        'a a.cmds:1:4 always -1',
        'b a.cmds:1:12 always -1',
        'd a.cmds:1:16 always -1',
        'e a.cmds:3:7 always 0',
        'f a.cmds:3:12 always 0',
        'h a.cmds:3:21 maybe 0',
        'n a.cmds:4:10 always 0',
      ],
    );
  });

  it('are not what it defines, asks for, or guards', () => {
    const text = [
      '# @ask ticket',
      '# @set own = base',
      '{{ ticket }}{{ own }}{% for i, j in pairs if i %}{{ i }}{{ j }}{{ loop.index }}{% endfor %}',
      '{% set x = 1 %}{% set y %}{{ x }}{% endset %}{{ y }}{% macro m(p, q=p) %}{{ p }}{{ q }}{{ varargs }}{% endmacro %}{{ m(1) }}',
      '{% if g is defined and g > 1 %}{{ g }}{% endif %}{{ h | default(k) }}{{ l if l is defined else 0 }}',
      '{% with w = 1 %}{{ w }}{% endwith %}{% if x %}{% set z = 1 %}{% endif %}{{ z }}{% call(c) m(1) %}{{ c }}{% endcall %}',
      '{% import "i.cmds" as lib %}{{ lib.f() }}{% from "i.cmds" import f as ff %}{{ ff() }}',
    ].join('\n');
    assert.deepEqual(
      namesIn(text).map((line) => line.split(' ')[0]),
      ['base', 'pairs', 'k'],
    );
  });

  it('include those of included files', () => {
    assert.deepEqual(
      namesIn('{% set a = 1 %}\n### B\n{% include "b.cmds" %}', {
        'b.cmds': '{{ a }}{{ c }}{% include "b.cmds" %}',
      }),
      ['c b.cmds:1:11 always 0'],
    );
  });
});
