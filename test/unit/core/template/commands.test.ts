import assert from 'node:assert/strict';
import { findingsOf, linesOf, render } from './render.ts';

describe('rendered commands', () => {
  it('are the lines that are neither empty nor comments', () => {
    assert.deepEqual(linesOf('# note\n\nshow version\n   show clock  \r\n#\n## x\nend'), [
      'show version',
      'show clock',
      'end',
    ]);
  });

  it('know the template line they come from', () => {
    const text = '\n{% for v in vlans %}\nshow vlan {{ v }}\n{% endfor %}\nend';
    const places = render(text, { vlans: [1, 2] }).commands.map(({ text: line, at }) => [
      line,
      at.line,
      at.column,
      at.endColumn,
    ]);
    assert.deepEqual(places, [
      ['show vlan 1', 3, 1, 18],
      ['show vlan 2', 3, 1, 18],
      ['end', 5, 1, 4],
    ]);
  });

  it('know the line in the macro or set block they come from', () => {
    const text =
      '{% macro port(p) %}\ninterface {{ p }}\n shutdown\n{% endmacro %}\n{{ port("Gi1") }}\n{% set x %}a\nb{% endset %}{{ x }}\n{{ port("Gi2") | upper }}';
    const places = render(text).commands.map(({ text: line, at }) => [line, at.line]);
    assert.deepEqual(places, [
      ['interface Gi1', 2],
      ['shutdown', 3],
      ['a', 6],
      ['b', 7],
      ['INTERFACE GI2', 8],
      ['SHUTDOWN', 8],
    ]);
  });

  it('keep right places behind CRLF and characters outside the BMP', () => {
    const { commands } = render('# \u{1F600}\r\nshow \u{1F600}\r\n\r\nend\r\n');
    assert.deepEqual(
      commands.map(({ text, at }) => [text, at.line, at.endColumn]),
      [
        ['show \u{1F600}', 2, 8],
        ['end', 4, 4],
      ],
    );
  });

  it('never come from a line break in a value', () => {
    for (const bad of ['a\nreload', 'a\rreload', 'a\r\nreload', 'a\u2028reload', '\n']) {
      const { commands, diagnostics } = render('show x\nshow {{ v }}', { v: bad });
      assert.deepEqual(commands, []);
      assert.deepEqual(
        diagnostics.map(({ code }) => code),
        ['template.line-break'],
      );
      assert.match(diagnostics[0]?.message ?? '', /"v".*core-1/);
      assert.deepEqual([diagnostics[0]?.at.line, diagnostics[0]?.at.column], [2, 9]);
    }
    for (const text of [
      '{{ [v, "b"] | join("\\n") }}',
      '{% macro m(x) %}{{ x }}{% endmacro %}{{ m(v) }}',
      '{{ "a\\nb" }}',
      '{% filter upper %}{{ v }}{% endfilter %}',
      '{% set x %}{{ v }}{% endset %}{{ x }}',
      '{% set x %}a b{% endset %}{{ x | replace(" ", "\\n") }}',
      '{{ "a" ~ v }}',
      '{{ lines | map("trim") | join("\\n") }}',
    ]) {
      assert.deepEqual(
        render(text, { v: 'a\nb', lines: ['x', 'y'] }).diagnostics.map(({ code }) => code),
        ['template.line-break'],
        text,
      );
    }
  });

  it('may come from line breaks that a template has foreseen', () => {
    assert.deepEqual(
      linesOf('{% macro m() %}\na\n b\n{% endmacro %}{{ m() | trim | upper }}\n{{ m() ~ "x" }}'),
      ['A', 'B', 'a', 'b', 'x'],
    );
    assert.deepEqual(linesOf('{% for l in v.splitlines() %}\n{{ l }}\n{% endfor %}', { v: 'a\nb' }), [
      'a',
      'b',
    ]);
  });

  it('have no blanks that are none and nothing that cannot be seen, wherever they come from', () => {
    for (const text of [
      'show\u00a0version',
      'rel\u200boad',
      're\u00adload',
      'show \u202enoisrev',
      'a\u3000b',
    ]) {
      assert.deepEqual(findingsOf(text), ['template.hidden-character 1:1'], JSON.stringify(text));
      assert.deepEqual(findingsOf('{{ v }}', { v: `x ${text}` }), ['template.hidden-character 1:1']);
    }
    assert.deepEqual(linesOf('\u00a0show version\ufeff'), ['show version']);
    assert.deepEqual(linesOf('description Zürich → Łódź 東京 🦊'), ['description Zürich → Łódź 東京 🦊']);
  });

  it('have no control characters, wherever they come from', () => {
    assert.deepEqual(findingsOf('show\tversion'), ['template.control-character 1:1']);
    assert.deepEqual(findingsOf('show {{ v }}', { v: 'a\x03' }), ['template.control-character 1:1']);
    assert.deepEqual(findingsOf('show\tversion', {}, { path: 'a.txt' }), ['template.control-character 1:1']);
    assert.deepEqual(findingsOf('show \x1a'), ['template.control-character 1:1']);
    assert.deepEqual(linesOf('\tshow version\t'), ['show version']);
  });

  it('are not made comments, headings or directives by a value', () => {
    assert.deepEqual(
      linesOf('{{ v }}\n{{ w }}\n{% if true %}# template comment{% endif %}', {
        v: '# @confirm',
        w: '### x',
      }),
      ['# @confirm', '### x'],
    );
  });

  it('are none where one thing is wrong, and every fault is told', () => {
    const { commands, diagnostics } = render(
      'show version\nshow {{ uplnk }}\n{{ vlan.name }}\n{{ 1 + "a" }}\n{% set x = nope %}{{ x }}',
      { uplink: 'Gi1', vlan: 5 },
    );
    assert.deepEqual(commands, []);
    assert.deepEqual(
      diagnostics.map(({ code, at, replacement }) => [code, at.line, replacement]),
      [
        ['template.undefined', 2, 'uplink'],
        ['template.undefined', 3, undefined],
        ['template.type', 4, undefined],
        ['template.undefined', 5, undefined],
      ],
    );
    assert.match(
      diagnostics[0]?.message ?? '',
      /"uplnk" is not defined for device core-1. Did you mean "uplink"\?/,
    );
  });

  it('report the cause once and not what follows from it', () => {
    assert.deepEqual(
      findingsOf(
        '{% set x = nope.a %}{{ x }}{{ x.y }}{% for i in x %}{% endfor %}{% for i in [1, 2] %}{{ nope2 }}{% endfor %}',
      ),
      ['template.undefined 1:12', 'template.undefined 1:89'],
    );
  });

  it('see the device under its own and its usual names', () => {
    const text =
      '{{ hostname }} {{ ip_address }} {{ device_type }} {{ site }} {{ tags | join }} {{ groups }}\n{{ device.name }} {{ device.host }} {{ device.platform }} {{ device.role | default("-") }} {{ device.variables.a }}';
    assert.deepEqual(linesOf(text, { a: 1 }), [
      "core-1 192.0.2.1 cisco_ios ams edge ['core']",
      'core-1 192.0.2.1 cisco_ios - 1',
    ]);
    assert.deepEqual(linesOf('{{ site }} {{ device.site }}', { site: 'own' }), ['own ams']);
    assert.deepEqual(findingsOf('{{ role }} {{ device.port }}'), [
      'template.undefined 1:4',
      'template.undefined 1:22',
    ]);
  });

  it('take values of the run before those of the inventory', () => {
    const options = { variables: new Map([['a', 'set']]), answers: new Map([['ticket', 'C-1']]) };
    assert.deepEqual(linesOf('# @ask ticket "Number"\n{{ a }} {{ ticket }}', { a: 'own' }, options), [
      'set C-1',
    ]);
  });

  it('cannot change the inventory', () => {
    const vlans = [1, 2];
    linesOf('{% do vlans.append(3) %}{{ vlans }}', { vlans });
    assert.deepEqual(vlans, [1, 2]);
  });

  it('find keys that YAML wrote as numbers', () => {
    const vlans = new Map([['100', 'users']]);
    assert.deepEqual(linesOf('{{ vlans[100] }} {{ vlans["100"] }} {{ 100 in vlans }}', { vlans }), [
      'users users True',
    ]);
  });

  it('of a plain list are the lines as they are', () => {
    assert.deepEqual(
      linesOf('\uFEFF# list\nshow version\n\n  show clock\nshow {x}', {}, { path: 'commands.txt' }),
      ['show version', 'show clock', 'show {x}'],
    );
    assert.deepEqual(findingsOf('a\nshow {{ x }}\n{% if %}', {}, { path: 'commands.TXT' }), [
      'template.placeholder-in-list 2:6',
      'template.placeholder-in-list 3:1',
    ]);
  });
});
