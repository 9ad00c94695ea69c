import type { Token } from '../../syntax/token.ts';

const spaced = new Set(['|', '==', '!=', '<=', '>=', '<', '>', '~']);

/** One tag from its opening to its closing delimiter. A tag of several lines is laid out on purpose and stays as it is. */
export function formatTag(text: string, tokens: readonly Token[]): string {
  const first = tokens[0];
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return '';
  const source = text.slice(first.start, last.end);
  if (/[\r\n]/.test(source)) return source;
  const inner = tokens.slice(1, -1).filter((token) => token.kind !== 'space');
  let result = text.slice(first.start, first.end);
  let previous: Token | undefined;
  for (const token of inner) {
    result += previous === undefined ? ' ' : gap(text, previous, token);
    result += text.slice(token.start, token.end);
    previous = token;
  }
  return `${result} ${text.slice(last.start, last.end)}`;
}

function gap(text: string, left: Token, right: Token): string {
  const before = left.kind === 'operator' ? text.slice(left.start, left.end) : '';
  const after = right.kind === 'operator' ? text.slice(right.start, right.end) : '';
  if (after === ',' || after === ')' || after === ']') return '';
  if (before === '(' || before === '[') return '';
  if (spaced.has(before) || spaced.has(after) || before === ',') return ' ';
  return right.start > left.end ? ' ' : '';
}
