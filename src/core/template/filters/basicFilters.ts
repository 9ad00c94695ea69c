import { functionTable } from '../functions/functionTable.ts';
import type { FilterAction } from '../functions/services.ts';
import { isTrue } from '../values/truth.ts';
import { iterate } from '../values/iterate.ts';
import { checkTextLength } from '../values/budget.ts';
import { toText } from '../values/printValue.ts';
import { lengthOf } from '../values/sequences.ts';
import { UndefinedValue } from '../values/value.ts';

/** Filters about any value. */
export const basicFilters = functionTable<FilterAction>([
  [
    'default d',
    'default_value="", boolean=false',
    'The value, or another one where it is not defined. With boolean=true also where it is empty or false.',
    '{{ vrf | default("mgmt") }}',
    (input, args) => {
      const missing = input instanceof UndefinedValue || (args.flag('boolean') && !isTrue(input));
      if (!missing) return input;
      const other = args.get('default_value');
      return other === undefined ? '' : other;
    },
  ],
  [
    'join',
    'd="", attribute=none',
    'The items joined to one text, with something between them.',
    '{{ vlans | join(",") }}',
    (input, args, services) => {
      const items = iterate(input);
      const attribute = args.value('attribute');
      const texts = items.map((item) => toText(attribute === null ? item : services.member(item, attribute)));
      const text = texts.join(args.text('d'));
      checkTextLength(text.length);
      return text;
    },
  ],
  [
    'length count',
    '',
    'The number of items, or of characters.',
    '{{ vlans | length }}',
    (input) => lengthOf(input),
  ],
  ['string', '', 'The value as text.', '{{ 10 | string }}', (input) => toText(input)],
]);
