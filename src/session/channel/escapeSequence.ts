/** What a terminal sequence does to the line that is being written; everything else a terminal can do is ignored. */
export type LineEffect =
  | { readonly kind: 'left' | 'right' | 'column'; readonly count: number }
  | { readonly kind: 'erase-right' | 'erase-line' | 'newline' };

/** A sequence that begins at some place: how many characters it takes and what it does. */
export interface EscapeSequence {
  readonly length: number;
  readonly effect?: LineEffect;
}

/** Longest control sequence (ESC [ …) that is waited for. */
const maxControl = 64;
/** Longest string sequence (ESC ] … and the like) that is waited for; after that only its first two characters are dropped. */
const maxString = 1024;

/** 'open string' is incomplete too, and stays so until `mayEndString` says otherwise. */
export type UnfinishedSequence = 'incomplete' | 'open string';

/**
 * The terminal sequence at `index`, where the text has an ESC. Tells where more has to come before it can be known.
 * What is not a valid sequence ends at the first character that cannot belong to it.
 */
export function escapeSequenceAt(text: string, index: number): EscapeSequence | UnfinishedSequence {
  const next = text[index + 1];
  if (next === undefined) return 'incomplete';
  if (next === '[') return controlSequence(text, index);
  if (']PX^_'.includes(next)) return stringSequence(text, index);
  if (next === 'E') return { length: 2, effect: { kind: 'newline' } };
  if (next >= ' ' && next <= '/') return designation(text, index);
  return { length: next >= '0' && next <= '~' ? 2 : 1 };
}

/** ESC [ parameters intermediates final. */
function controlSequence(text: string, index: number): EscapeSequence | 'incomplete' {
  for (let at = index + 2; at < index + maxControl; at++) {
    const char = text[at];
    if (char === undefined) return 'incomplete';
    if (char >= ' ' && char <= '?') continue;
    if (char < '@' || char > '~') return { length: at - index };
    const effect = controlEffect(char, text.slice(index + 2, at));
    return { length: at + 1 - index, ...(effect === undefined ? {} : { effect }) };
  }
  return { length: maxControl };
}

function controlEffect(final: string, parameters: string): LineEffect | undefined {
  const first = Number.parseInt(parameters, 10);
  const count = Number.isNaN(first) ? 1 : Math.min(Math.max(first, 1), 1000);
  switch (final) {
    case 'D':
      return { kind: 'left', count };
    case 'C':
      return { kind: 'right', count };
    case 'G':
      return { kind: 'column', count: count - 1 };
    case 'K':
      return { kind: parameters === '2' || parameters === '1' ? 'erase-line' : 'erase-right' };
    case 'J':
      return parameters === '' || parameters === '0' ? { kind: 'erase-right' } : undefined;
    default:
      return undefined;
  }
}

/** ESC ] … up to BEL or ESC \, for example a window title. It never goes over a line end. */
function stringSequence(text: string, index: number): EscapeSequence | UnfinishedSequence {
  for (let at = index + 2; at < index + maxString; at++) {
    const char = text[at];
    if (char === undefined) return 'open string';
    if (char === '\x07') return { length: at + 1 - index };
    if (char === '\x1b') {
      if (text[at + 1] === undefined) return 'incomplete';
      return { length: (text[at + 1] === '\\' ? at + 2 : at) - index };
    }
    if (char === '\n' || char === '\r') break;
  }
  return { length: 2 };
}

/**
 * Whether an open string of `length` characters can be told once `more` has come. Without this, a string that never ends
 * would be read anew for every byte of it.
 */
export function mayEndString(length: number, more: string): boolean {
  return length + more.length >= maxString || /[\x07\x1b\r\n]/.test(more);
}

/** ESC ( B and the like: intermediates and one final character. */
function designation(text: string, index: number): EscapeSequence | 'incomplete' {
  for (let at = index + 2; at < index + 5; at++) {
    const char = text[at];
    if (char === undefined) return 'incomplete';
    if (char >= '0' && char <= '~') return { length: at + 1 - index };
    if (char < ' ' || char > '/') return { length: at - index };
  }
  return { length: 5 };
}
