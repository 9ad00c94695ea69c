import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completeTemplate } from '../../../../../src/core/template/services/completion/completeTemplate.ts';
import { checkTemplate } from '../../../../../src/core/template/services/diagnostics/checkTemplate.ts';
import { foldingOf } from '../../../../../src/core/template/services/folding.ts';
import { formatTemplate } from '../../../../../src/core/template/services/formatting/formatTemplate.ts';
import { hoverTemplate } from '../../../../../src/core/template/services/hoverTemplate.ts';
import { maskTemplate } from '../../../../../src/core/template/services/maskTemplate.ts';
import { outlineOf } from '../../../../../src/core/template/services/outline.ts';
import { semanticTokens } from '../../../../../src/core/template/services/semanticTokens.ts';
import { signatureHelp } from '../../../../../src/core/template/services/signatureHelp.ts';
import { definitionsAt } from '../../../../../src/core/template/services/symbols/definitions.ts';
import { referencesAt } from '../../../../../src/core/template/services/symbols/references.ts';
import { contextFor, parsed } from './support.ts';

const marks =
  '{{ }} {% %} {# #} | . ( ) [ ] " \' # @ ### if for x in macro m(a) endif endfor set a= is device uplink show include é 😀'.split(
    ' ',
  );
const piece = fc.oneof(
  fc.constantFrom(...marks, ' ', '\n', '\r\n', '# @filter ', '# @platform '),
  fc.string({ maxLength: 3 }),
);

describe('the services on half-written templates', () => {
  const context = contextFor();

  it('never throw, and stay inside of the text', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), fc.nat(60), (pieces, at) => {
        const text = pieces.join('');
        const template = parsed(text);
        const offset = Math.min(at, text.length);
        const list = completeTemplate(template, offset, context);
        if (list !== undefined) assert.ok(list.replace.start <= offset && list.replace.end <= text.length);
        const hover = hoverTemplate(template, offset, context);
        if (hover !== undefined) assert.ok(hover.range.end <= text.length);
        signatureHelp(template, offset);
        definitionsAt(template, offset, context);
        referencesAt(template, offset);
        checkTemplate(template, context);
        for (const { from, to } of foldingOf(template)) assert.ok(from < to && to <= template.lines.count);
        outlineOf(template);
        for (const { start, end } of semanticTokens(template, context))
          assert.ok(start < end && end <= text.length);
        assert.equal(maskTemplate(template).length, text.length);
        const once = formatTemplate(template);
        assert.equal(formatTemplate(parsed(once)), once);
      }),
      { numRuns: 1500 },
    );
  });
});
