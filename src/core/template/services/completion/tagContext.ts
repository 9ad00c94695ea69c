import type { CommandTemplate } from '../../commandTemplate.ts';
import type { Token } from '../../syntax/token.ts';

/** The tag around an offset. */
export interface TagContext {
  readonly kind: 'output' | 'tag';
  /** The word that is being typed; empty between words. */
  readonly word: string;
  readonly wordStart: number;
  /** Tokens between the opening delimiter and the word, without blanks. */
  readonly before: readonly Token[];
  /** The text literal that the offset stands in. */
  readonly string: Token | undefined;
}

const outside = new Set([
  'text',
  'raw-open',
  'raw-close',
  'comment-line',
  'directive',
  'heading',
  'comment',
  'output-close',
  'tag-close',
]);

/** The tag that an offset stands in; undefined outside of tags. */
export function tagContextAt({ tokens, text }: CommandTemplate, offset: number): TagContext | undefined {
  const last = lastBefore(tokens, offset);
  const open = openingBefore(tokens, last, offset);
  const opening = tokens[open];
  if (opening === undefined) return undefined;
  const inner = tokens.slice(open + 1, last + 1).filter(({ kind }) => kind !== 'space' && !outside.has(kind));
  const typing = tokens[last];
  const kind = opening.kind === 'output-open' ? 'output' : 'tag';
  if (typing?.kind === 'name' && typing.end >= offset) {
    const word = text.slice(typing.start, offset);
    return { kind, word, wordStart: typing.start, before: inner.slice(0, -1), string: undefined };
  }
  const context = { kind, word: '', wordStart: offset } as const;
  if (typing?.kind === 'string' && typing.end > offset)
    return { ...context, before: inner.slice(0, -1), string: typing };
  const quote = inner.findIndex((token) => token.kind === 'invalid' && /["']/.test(text[token.start] ?? ''));
  const unclosed = inner[quote];
  if (unclosed !== undefined)
    return {
      ...context,
      before: inner.slice(0, quote),
      string: { ...unclosed, kind: 'string', end: offset },
    };
  return { ...context, before: inner, string: undefined };
}

/** Index of the delimiter that opens the tag around an offset; -1 outside of tags. */
function openingBefore(tokens: readonly Token[], last: number, offset: number): number {
  for (let index = last; index >= 0; index--) {
    const token = tokens[index];
    if (token === undefined) return -1;
    if (token.kind === 'output-open' || token.kind === 'tag-open') return token.end > offset ? -1 : index;
    // Inside of the closing delimiter one is outside already.
    if (outside.has(token.kind)) return -1;
  }
  return -1;
}

/** The last token that begins before an offset. */
function lastBefore(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
