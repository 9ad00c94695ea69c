import assert from 'node:assert/strict';
import { parseTemplate } from '../../../../src/core/template/parseTemplate.ts';
import { findingsOf, linesOf, render } from './render.ts';

const parse = (text: string) => parseTemplate({ path: 'a.cmds', text });
const found = (text: string): readonly string[] =>
  parse(text).diagnostics.map(({ code, at }) => `${code} ${String(at.line)}:${String(at.column)}`);

describe('blocks and directives', () => {
  it('give each command what its block and the file say', () => {
    const text =
      '# @timeout 30\n# @on-error stop\nfirst\n### Config ###\n# @mode config\n# @timeout 5s\n# @parse textfsm\n# @confirm\nvlan 1\n### Last\nend';
    const shown = render(text).commands.map((command) => ({ ...command, at: command.at.line }));
    assert.deepEqual(shown, [
      { text: 'first', at: 3, mode: 'exec', timeout: 30, expect: [], onError: 'stop' },
      {
        text: 'vlan 1',
        at: 9,
        block: 'Config',
        mode: 'config',
        timeout: 5,
        expect: [],
        onError: 'stop',
        parse: 'textfsm',
        confirm: true,
      },
      { text: 'end', at: 11, block: 'Last', mode: 'exec', timeout: 30, expect: [], onError: 'stop' },
    ]);
  });

  it('stop at the first rejected configuration line unless told otherwise', () => {
    const modes = render(
      '# @mode config\na\n### B\n# @on-error continue\nb\n### C\n# @mode exec\nc',
    ).commands.map(({ onError }) => onError);
    assert.deepEqual(modes, ['stop', 'continue', 'continue']);
  });

  it('stop at the first rejected line as well where a list goes into configuration mode by itself', () => {
    const stops = (text: string): string[] =>
      render(text).commands.flatMap(({ text: line, onError }) => (onError === 'stop' ? [line] : []));
    assert.deepEqual(stops('show clock\nconf t\nrouter bgp 1\nneighbor x\nshutdown\nend\nshow clock'), [
      'conf t',
      'router bgp 1',
      'neighbor x',
      'shutdown',
      'end',
    ]);
    assert.deepEqual(stops('configure exclusive\nset x\ncommit and-quit\nshow x'), [
      'configure exclusive',
      'set x',
      'commit and-quit',
    ]);
    assert.deepEqual(stops('system-view\nvlan 5\nquit\nreturn\ndisplay vlan'), [
      'system-view',
      'vlan 5',
      'quit',
      'return',
    ]);
    assert.deepEqual(stops('# @on-error continue\nconfigure terminal\nvlan 5\nend'), []);
    const harmless = 'config paging disable\nshow config\nshow system\nconfigure replace x\nconfirm';
    assert.deepEqual(stops(harmless), []);
  });

  it('expect questions, with answers per device', () => {
    const text =
      '# @expect /a\\/b[/]/ -> "{{ hostname }}.cfg"\n### X\n# @expect /confirm/ -> ""\n# @expect /name/ -> \'it\\\'s\'\ncopy';
    assert.deepEqual(render(text).commands[0]?.expect, [
      { pattern: 'confirm', answer: '' },
      { pattern: 'name', answer: "it's" },
      { pattern: 'a\\/b[/]', answer: 'core-1.cfg' },
    ]);
    assert.deepEqual(findingsOf('# @expect /x/ -> "{{ nope }}"\na'), ['template.undefined 1:22']);
    assert.deepEqual(findingsOf('# @expect /x/ -> "{{ v }}"\na', { v: 'a\nb' }), [
      'template.line-break 1:11',
    ]);
  });

  it('refuse patterns that are wrong, have flags or can take forever', () => {
    for (const pattern of ['/(/', '/a/i', '/(a+)+b/', '/((a*)b?)*/', '/(a|a*)+/']) {
      assert.deepEqual(found(`# @expect ${pattern} -> "y"`), ['template.expect-pattern 1:11'], pattern);
    }
    for (const pattern of ['/\\[confirm\\]/', '/(?:a|b)+c/', '/[a+]+/', '/\\(y\\/n\\)\\?/'])
      assert.deepEqual(found(`# @expect ${pattern} -> "y"`), [], pattern);
    for (const value of ['x', '/x/', '/x/ -> y', '/x/ -> "a\\nb"', ''])
      assert.equal(found(`# @expect ${value}`).length, 1, value);
  });

  it('set variables for the file or the block', () => {
    assert.deepEqual(
      linesOf('# @set a = vlan + 1\n# @set b = [a, "x"]\n{{ a }} {{ b }}\n### B\n# @set a = 9\n{{ a }}', {
        vlan: 1,
      }),
      ["2 [2, 'x']", '9'],
    );
    assert.deepEqual(found('# @set x\n# @set 1 = 2\n# @set y =\n# @set z = (1'), [
      'template.directive-value 1:8',
      'template.directive-value 2:8',
      'template.directive-value 3:8',
      'template.syntax 4:14',
    ]);
    assert.deepEqual(findingsOf('# @set x = MGMT\n{{ x }}'), ['template.undefined 1:12']);
  });

  it('ask for values', () => {
    const { asks, diagnostics } = parse(
      '# @ask ticket "Change number"\n# @ask who\n# @ask ticket again\n# @ask',
    );
    assert.deepEqual(
      asks.map(({ name, question, at }) => [name, question, at.line, at.column]),
      [
        ['ticket', 'Change number', 1, 8],
        ['who', 'who', 2, 8],
      ],
    );
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['template.directive-repeated', 'template.directive-value'],
    );
  });

  it('are refused with a suggestion where they are unknown or wrong', () => {
    const { diagnostics } = parse(
      '# @tiemout 3\n# @mode confg\n# @timeout soon\n# @parallel 0\n# @on-error stop\n# @on-error stop\n# @',
    );
    assert.deepEqual(
      diagnostics.map(({ code, at, replacement }) => [code, at.line, at.column, replacement]),
      [
        ['template.unknown-directive', 1, 4, 'timeout'],
        ['template.directive-value', 2, 9, 'config'],
        ['template.directive-value', 3, 12, undefined],
        ['template.directive-value', 4, 13, undefined],
        ['template.directive-repeated', 6, 3, undefined],
        ['template.unknown-directive', 7, 3, undefined],
      ],
    );
  });

  it('check filter expressions where they stand', () => {
    assert.deepEqual(found('# @filter tag:edge (site:ams\n### B\n# @filter name:/(/'), [
      'filter.unclosed-parenthesis 1:20',
      'filter.bad-regex 3:16',
    ]);
  });

  it('are left out for devices they are not for, with their variables', () => {
    const text =
      '### A\n# @platform arista_eos, junos\n{{ nope }}\n### B\n# @filter tag:core\n{{ nope }}\n### C\n# @platform ios\n# @filter tag:edge\nshow';
    const resolvePlatform = (name: string): string | undefined => (name === 'ios' ? 'cisco_ios' : undefined);
    assert.deepEqual(linesOf(text, {}, { resolvePlatform }), ['show']);
    assert.deepEqual(linesOf(text), []);
  });

  it('can be rendered alone', () => {
    const text = 'top\n### A\na\n### B\nb';
    assert.deepEqual(linesOf(text, {}, { block: 1 }), ['b']);
    assert.deepEqual(
      parse(text).blocks.map(({ title, at }) => [title, at.line]),
      [
        ['A', 2],
        ['B', 4],
      ],
    );
  });

  it('hold to the end of the tag that their heading stands in', () => {
    const text =
      '### All\nx\n{% if hostname %}\n### Inner\n# @mode config\ny\n{% else %}\nz\n{% endif %}\n### Next\nw';
    assert.deepEqual(
      render(text).commands.map(({ text: line, block, mode }) => [line, block, mode]),
      [
        ['x', 'All', 'exec'],
        ['y', 'Inner', 'config'],
        ['w', 'Next', 'exec'],
      ],
    );
    assert.deepEqual(found('{% if a %}\n### X\nshow\n{% endif %}\n\n# ok\nlost'), [
      'template.heading-scope 7:1',
    ]);
  });

  it('do not depend on tags', () => {
    assert.deepEqual(found('{% if a %}\n# @mode config\nx\n{% endif %}'), ['template.directive-place 2:3']);
    assert.deepEqual(found('### A\n# @ask x\nx'), ['template.directive-place 2:3']);
    assert.deepEqual(found('x\n# @timeout 3'), ['template.directive-late 2:3']);
    assert.deepEqual(found('### {{ x }}\na'), ['template.heading-tag 1:5']);
  });

  it('keep headings on lines of their own', () => {
    assert.deepEqual(linesOf('a {%- if true -%} b {%- endif -%}\n### X\nc'), ['ab', 'c']);
  });

  it('keep comments inert', () => {
    assert.deepEqual(linesOf('# {% if x %} {{ y }} {# \na\n  # {% endif %}\nb'), ['a', 'b']);
  });
});
