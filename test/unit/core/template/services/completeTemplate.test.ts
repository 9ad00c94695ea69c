import assert from 'node:assert/strict';
import { completeTemplate } from '../../../../../src/core/template/services/completion/completeTemplate.ts';
import { hoverTemplate } from '../../../../../src/core/template/services/hoverTemplate.ts';
import { signatureHelp } from '../../../../../src/core/template/services/signatureHelp.ts';
import { contextFor, marked } from './support.ts';

function complete(text: string, extra = {}): string[] {
  const { template, offset } = marked(text);
  const list = completeTemplate(template, offset, contextFor(extra));
  return [...(list?.entries ?? [])]
    .sort((left, right) => (left.rank ?? 5) - (right.rank ?? 5))
    .map((entry) => entry.label);
}

function has(labels: readonly string[], ...wanted: readonly string[]): void {
  for (const label of wanted) assert.ok(labels.includes(label), `${label} is not in ${labels.join(', ')}`);
}

describe('completeTemplate', () => {
  it('offers commands of the platforms of the block, and how one goes on', () => {
    has(complete('sh¦'), 'show version', 'show interfaces <interface>');
    assert.deepEqual(complete('# @platform arista_eos\nsh¦'), ['show version']);
    assert.deepEqual(complete('# @platform cisco_ios\nshow int ¦'), ['<interface>', 'status']);
    assert.deepEqual(complete('show interfaces {{ uplink }} ¦'), []);
    assert.deepEqual(complete('show version | ¦'), []);
  });

  it('replaces the word that is being typed', () => {
    const { template, offset } = marked('show inter¦');
    const list = completeTemplate(template, offset, contextFor());
    assert.deepEqual(list?.replace, { start: 5, end: 10 });
    const entry = list.entries.find(({ label }) => label === 'interfaces <interface>');
    assert.equal(entry?.insert, 'interfaces ${1:interface}');
  });

  it('offers variables with the values of devices, the own names first', () => {
    const labels = complete('{% set mine = 1 %}{{ ¦ }}');
    assert.equal(labels[0], 'mine');
    has(labels, 'uplink', 'vlan', 'hostname', 'device', 'range');
    const { template, offset } = marked('{{ up¦ }}');
    const entry = completeTemplate(template, offset, contextFor())?.entries.find(
      ({ label }) => label === 'uplink',
    );
    assert.equal(entry?.detail, 'Gi1/0/48 · Gi0/1 · Et1');
    assert.match(entry.documentation ?? '', /Gi1\/0\/48 \(core-1, core-2\)/);
  });

  it('offers loop variables inside of the loop only', () => {
    has(complete('{% for each in [1] %}{{ ¦ }}{% endfor %}'), 'each', 'loop');
    assert.ok(!complete('{% for each in [1] %}{% endfor %}{{ ¦ }}').includes('each'));
  });

  it('offers filters behind a pipe and tests behind is', () => {
    has(complete('{{ uplink | ¦ }}'), 'upper', 'default', 'ipaddr');
    has(complete('{{ uplink | re¦ }}'), 'regex_replace');
    has(complete('{% if uplink is ¦ %}'), 'defined');
    has(complete('{% if uplink is not d¦ %}'), 'defined');
    has(complete('{% filter ¦ %}'), 'upper');
    assert.ok(!complete('{{ uplink | ¦ }}').includes('uplink'));
  });

  it('works in an unclosed tag', () => {
    has(complete('{{ uplink | ¦'), 'upper');
    has(complete('{{ ¦\nshow version\n'), 'uplink');
    has(complete('{% ¦'), 'if', 'for');
  });

  it('offers fields behind a dot', () => {
    has(complete('{{ device.¦ }}'), 'name', 'platform', 'site');
    has(complete('{% for x in [1] %}{{ loop.¦ }}{% endfor %}'), 'index', 'last');
    has(complete('{{ uplink.¦ }}'), 'split', 'upper');
  });

  it('offers tags, the one that closes the block first', () => {
    assert.equal(complete('{% if uplink %}\n{% ¦ %}\n{% endif %}')[0], 'endif');
    has(complete('{% f¦ %}'), 'for', 'from');
  });

  it('offers values of what is compared, and templates', () => {
    has(complete('{% if site == "¦" %}'), 'ams', 'ber');
    has(complete('{% if device.platform == "¦" %}'), 'cisco_ios', 'arista_eos');
    assert.deepEqual(complete('{% include "¦" %}', { templates: ['a.cmds', 'test.cmds'] }), ['a.cmds']);
  });

  it('offers directives and their values', () => {
    has(complete('#¦'), '@filter', '@platform');
    has(complete('# @pl¦'), '@platform');
    has(complete('# @platform ¦'), 'cisco_ios');
    assert.deepEqual(complete('# @mode ¦'), ['exec', 'enable', 'config']);
    has(complete('# @filter ¦'), 'tag:', 'site:', 'vlan:');
    assert.deepEqual(complete('# @filter tag:¦'), ['core', 'edge', 'leaf']);
    assert.deepEqual(complete('# @filter -site:a¦'), ['ams', 'ber']);
    has(complete('# @filter name:core-1,¦'), 'core-2');
  });
});

describe('hoverTemplate', () => {
  const hover = (text: string): string => {
    const { template, offset } = marked(text);
    const info = hoverTemplate(template, offset, contextFor());
    if (info === undefined) return '';
    const rows = (info.rows ?? []).map(({ value, devices }) => `${value}: ${devices}`);
    return [info.title, ...info.paragraphs, ...rows].join('\n');
  };

  it('shows the values of a variable with their devices, and who lacks it', () => {
    assert.match(hover('{{ upl¦ink }}'), /Gi1\/0\/48: core-1, core-2/);
    assert.match(hover('{{ ¦vlan }}'), /Missing on 1 of 4 devices: edge-1/);
    assert.match(hover('{{ device.na¦me }}'), /^device\.name/);
    assert.match(hover('# @platform arista_eos\n{{ upl¦ink }}'), /Et1: leaf-1/);
  });

  it('explains filters, tests, directives, tags and commands', () => {
    assert.match(hover('{{ uplink | upp¦er }}'), /capital letters/);
    assert.match(hover('{% if uplink is def¦ined %}{% endif %}'), /is defined/);
    assert.match(hover('# @time¦out 30\n'), /Seconds of silence/);
    assert.match(hover('{% fo¦r x in [1] %}{% endfor %}'), /each item/);
    assert.match(hover('sh¦o ver'), /show version — Software and hardware \(cisco_ios, arista_eos\)/);
    assert.match(hover('{% macro m(a, b=1) %}{% endmacro %}{{ ¦m(1) }}'), /m\(a, b=1\)/);
  });

  it('says nothing where there is nothing to say', () => {
    assert.equal(hover('# a com¦ment'), '');
    assert.equal(hover('¦\n'), '');
  });
});

describe('signatureHelp', () => {
  const help = (text: string): string => {
    const { template, offset } = marked(text);
    const info = signatureHelp(template, offset);
    return info === undefined ? '' : `${info.label} ${String(info.active)}`;
  };

  it('follows the arguments of filters, tests and macros', () => {
    assert.equal(help('{{ uplink | replace(¦) }}'), 'replace(old, new, count=none) 0');
    assert.equal(help('{{ uplink | replace("a", ¦) }}'), 'replace(old, new, count=none) 1');
    assert.equal(help('{{ uplink | replace("a", count=¦) }}'), 'replace(old, new, count=none) 2');
    assert.equal(help('{{ uplink | replace([1, 2], ¦'), 'replace(old, new, count=none) 1');
    assert.equal(help('{% macro m(a, b=1) %}{% endmacro %}{{ m(1, ¦) }}'), 'm(a, b=1) 1');
    assert.equal(help('{{ (¦) }}'), '');
    assert.equal(help('show version (¦'), '');
  });
});
