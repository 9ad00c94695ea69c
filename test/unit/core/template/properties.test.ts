import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { VariableValue } from '../../../../src/api/device.ts';
import { parseTemplate } from '../../../../src/core/template/parseTemplate.ts';
import { referencedVariables } from '../../../../src/core/template/analysis/referencedVariables.ts';
import { renderRaw } from '../../../../src/core/template/renderRaw.ts';
import { renderTemplate } from '../../../../src/core/template/renderTemplate.ts';
import { lexTemplate } from '../../../../src/core/template/syntax/lexTemplate.ts';
import { device } from './device.ts';

const variables = new Map<string, VariableValue>([
  ['a', 'text'],
  ['n', 7],
  ['list', [3, 1, 2]],
  ['map', new Map<string, VariableValue>([['k', 'v']])],
]);

/** Pieces that templates are made of, and pieces that hurt. */
const piece = fc.constantFrom(
  ...[
    '{{',
    '}}',
    '{%',
    '%}',
    '{#',
    '#}',
    '{{ ',
    ' }}',
    '{%- ',
    ' -%}',
    '# ',
    '### ',
    '# @',
    '\n',
    '\r\n',
    ' ',
    '"',
    "'",
    '\\',
  ],
  ...[
    'if',
    'elif',
    'else',
    'endif',
    'for',
    'in',
    'endfor',
    'set',
    'endset',
    'macro',
    'endmacro',
    'call',
    'endcall',
    'raw',
    'endraw',
  ],
  ...[
    '{% if a %}',
    '{% for x in list %}',
    '{% endfor %}',
    '{% endif %}',
    '{% macro m(x) %}',
    '{% endmacro %}',
    '{{ m(1) }}',
    '{% set a = 1 %}',
  ],
  ...[
    'filter',
    'endfilter',
    'with',
    'include',
    'import',
    'from',
    'do',
    'break',
    'continue',
    'recursive',
    'timeout 3',
    'mode config',
    'expect /x/ -> ""',
  ],
  ...[
    'a',
    'n',
    'list',
    'map',
    'x',
    'nope',
    '.',
    ',',
    '|',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ':',
    '=',
    '==',
    '+',
    '-',
    '*',
    '**',
    '/',
    '~',
    '<',
    'not',
    'and',
    'is',
  ],
  ...[
    'range(9)',
    'range(99999)',
    '"x" * 999',
    'sort',
    'join',
    'map("upper")',
    'default("d")',
    'constructor',
    '__proto__',
    '1',
    '0',
    '1e9',
    '\u{1F600}',
    '\u2028',
    '\t',
    '\0',
  ],
  ...[
    'append(list)',
    'format',
    'regex_replace("a*", "b")',
    'groupby("k")',
    'batch(2)',
    'loop.index',
    'namespace()',
    'ns.x',
    'caller()',
    'items()',
  ],
);
const source = fc
  .array(fc.oneof({ weight: 9, arbitrary: piece }, { weight: 1, arbitrary: fc.string() }), { maxLength: 120 })
  .map((parts) => parts.join(''));
const inTag = fc.array(piece, { maxLength: 30 }).map((parts) => `{{ ${parts.join(' ')} }}`);
const anything = fc.oneof(source, inTag, fc.string({ maxLength: 300, unit: 'binary' }));

describe('template properties', () => {
  it('has tokens that cover the file exactly', () => {
    fc.assert(
      fc.property(anything, fc.boolean(), (text, lineComments) => {
        const { tokens } = lexTemplate(text, { lineComments });
        let end = 0;
        for (const token of tokens) {
          assert.equal(token.start, end);
          assert.ok(token.end > token.start);
          ({ end } = token);
        }
        assert.equal(end, text.length);
      }),
      { numRuns: 3000 },
    );
  });

  it('gives a template without tags back', () => {
    const plain = fc.string({ unit: 'binary', maxLength: 400 }).filter((text) => !/\{[{%#]/.test(text));
    fc.assert(
      fc.property(plain, (text) => {
        const { text: rendered, diagnostics } = renderRaw(
          parseTemplate({ path: 'a.cmds', text: neutral(text) }),
          undefined,
        );
        assert.deepEqual({ rendered, diagnostics }, { rendered: neutral(text), diagnostics: [] });
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws, and sends no line break and no control character', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const template = parseTemplate({ path: 'a.cmds', text });
        const { commands, diagnostics } = renderTemplate(template, device({ variables }));
        for (const command of commands) {
          assert.match(command.text, /^\P{Cc}+$/u);
          assert.equal(command.text, command.text.trim());
          assert.ok(command.at.line >= 1 && command.at.line <= template.lines.count);
        }
        if (diagnostics.some((finding) => finding.severity === 'error')) assert.deepEqual(commands, []);
        referencedVariables(template);
        renderRaw(template, device({ variables }));
      }),
      { numRuns: 4000 },
    );
  });

  it('renders the same lines as the raw text where there are no comments', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'show {{ a }}',
            '{% for x in list %}',
            'vlan {{ x | default(0) }}',
            '{% endfor %}',
            '{% if n > 3 %}',
            '{% endif %}',
            '',
            '  trunk',
          ),
          { maxLength: 12 },
        ),
        (lines) => {
          const template = parseTemplate({ path: 'a.cmds', text: lines.join('\n') });
          const raw = renderRaw(template, device({ variables }));
          const { commands } = renderTemplate(template, device({ variables }));
          if (raw.diagnostics.length > 0) return;
          const expected = raw.text
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== '');
          assert.deepEqual(
            commands.map((command) => command.text),
            expected,
          );
        },
      ),
    );
  });
});

/** Directives are no plain text: they are checked. */
function neutral(text: string): string {
  return text.replaceAll('@', '');
}
