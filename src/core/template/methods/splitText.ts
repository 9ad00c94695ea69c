import type { BoundArguments } from '../functions/parameters.ts';
import { TemplateFault } from '../templateFault.ts';
import { spend } from '../values/budget.ts';
import { strip } from '../values/textTools.ts';
import type { Value } from '../values/value.ts';

/** Python's `str.split()`. */
export function splitLeft(text: string, args: BoundArguments): Value {
  const most = args.whole('maxsplit', -1);
  spend(text.length >> 2);
  if (!args.has('sep')) return splitBlanks(text, most);
  const separator = separatorOf(args);
  const parts = text.split(separator);
  if (most < 0 || parts.length <= most + 1) return parts;
  return [...parts.slice(0, most), parts.slice(most).join(separator)];
}

/** Python's `str.rsplit()`. */
export function splitRight(text: string, args: BoundArguments): Value {
  const most = args.whole('maxsplit', -1);
  spend(text.length >> 2);
  if (most < 0) return splitLeft(text, args);
  if (!args.has('sep')) {
    return splitBlanks(reversed(text), most).map(reversed).reverse();
  }
  const separator = separatorOf(args);
  const parts = text.split(separator);
  if (parts.length <= most + 1) return parts;
  const head = parts.slice(0, parts.length - most).join(separator);
  return [head, ...parts.slice(parts.length - most)];
}

function separatorOf(args: BoundArguments): string {
  const separator = args.text('sep');
  if (separator === '') throw new TemplateFault('template.arguments', 'The separator of split() is empty.');
  return separator;
}

function splitBlanks(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = strip(text, undefined, 'left');
  while (rest !== '') {
    if (most >= 0 && parts.length === most) return [...parts, rest];
    const end = rest.search(/[\s\x1c-\x1f\x85]/);
    parts.push(end < 0 ? rest : rest.slice(0, end));
    rest = end < 0 ? '' : strip(rest.slice(end), undefined, 'left');
  }
  return parts;
}

function reversed(text: string): string {
  return Array.from(text).reverse().join('');
}
