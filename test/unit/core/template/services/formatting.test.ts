import assert from 'node:assert/strict';
import fc from 'fast-check';
import { renderTemplate } from '../../../../../src/core/template/renderTemplate.ts';
import { BlockTally, summaryText } from '../../../../../src/core/template/services/blockSummaries.ts';
import { formatTemplate } from '../../../../../src/core/template/services/formatting/formatTemplate.ts';
import { contextFor, parsed } from './support.ts';

const format = (text: string): string => formatTemplate(parsed(text));

describe('formatTemplate', () => {
  it('gives tags, directives and headings their usual form', () => {
    assert.equal(
      format(
        '#@filter   tag:core  \n#@timeout 30\nshow ver   \n###Uplinks ##\n\n\n\nshow {{uplink|default( "x" ,1)}}\n{%if a==1%}\nx\n{%-endif-%}\n\n\n',
      ),
      '# @filter tag:core\n# @timeout 30\nshow ver\n\n### Uplinks ##\n\nshow {{ uplink | default("x", 1) }}\n{% if a == 1 %}\nx\n{%- endif -%}\n',
    );
  });

  it('leaves raw text, values of several lines and broken templates alone', () => {
    for (const text of [
      '{% raw %}  {{x}}  \n\n\n{% endraw %}\n',
      '{% set banner %}\nline  \n\n\nline\n{% endset %}\n',
      'show {{ a\n',
      '{{ [1,\n  2] }}\n',
      '',
    ])
      assert.equal(format(text), text);
  });

  const piece = fc.constantFrom(
    'show version',
    '  ',
    '\n',
    '\n\n\n',
    '{{uplink}}',
    '{{ uplink|upper }}',
    '{% if vlan  is defined %}',
    '{%endif%}',
    '{%- set a=1 -%}',
    '{{a~"x  y"}}',
    '### Title\n',
    '#@timeout 5\n',
    '# note  \n',
    '{# c #}',
    '\r\n',
    '\t',
    '{% for x in [1,2] %}',
    '{% endfor %}',
    '{{x}}',
    '{% raw %} {{ {% endraw %}',
    '{% filter upper %}',
    '{% endfilter %}',
    '{% set b %}',
    '{% endset %}',
    '{{ -1 }}',
    '{{ {"k" : 1}["k"] }}',
    '{{ [1,2,3][1:2] }}',
    '|',
    'é',
  );

  it('formatting twice changes nothing more, and what is sent stays the same', () => {
    const [device] = contextFor().devices;
    assert.ok(device);
    const sent = (text: string): unknown => {
      const { commands, diagnostics } = renderTemplate(parsed(text), device);
      return diagnostics.length > 0
        ? diagnostics.map(({ code }) => code).sort()
        : commands.map((each) => [each.text, each.block, each.timeout]);
    };
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join('');
        const once = format(text);
        assert.equal(format(once), once);
        assert.deepEqual(sent(once), sent(text));
      }),
      { numRuns: 1500 },
    );
  });
});

describe('BlockTally', () => {
  it('counts for each block who gets it and who lacks what', () => {
    const context = contextFor();
    const template = parsed(
      '### All\nshow version\n### Vlans\n# @platform cisco_ios\nshow ip route {{ vlan }}\nshow version\n',
    );
    const tally = new BlockTally(template, context);
    for (const device of context.devices) tally.add(device);
    const [all, vlans] = tally.summaries();
    assert.ok(all && vlans);
    assert.equal(summaryText(all), 'renders on 4');
    assert.deepEqual(vlans.devices, ['core-1', 'core-2', 'edge-1']);
    assert.equal(summaryText(vlans), 'renders on 2, 1 misses vlan');
    assert.equal(vlans.commands, 4);
  });
});
