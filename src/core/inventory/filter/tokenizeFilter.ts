import type { FilterFault } from './filterFault.ts';
import type { FilterToken, FilterTokenKind } from './filterToken.ts';

export interface TokenizedFilter {
  readonly tokens: readonly FilterToken[];
  /** Quotes and slashes that never close. Their tokens run to the end of the text. */
  readonly faults: readonly FilterFault[];
}

const operators = ['>=', '<=', '!=', '>', '<', '='];
const keywords: ReadonlyMap<string, FilterTokenKind> = new Map([
  ['and', 'and'],
  ['or', 'or'],
  ['not', 'not'],
]);

/**
 * Cuts an expression into tokens. Never throws, so that editors can colour and complete unfinished text.
 * Where a value is expected (after `:`, a comparison or a comma in a list of values) words may contain `:`, `=`, `<`, `>`
 * and a leading dash: `host:fe80::1`, `uplink:Gi0/1`.
 */
export function tokenizeFilter(text: string): TokenizedFilter {
  const tokens: FilterToken[] = [];
  const faults: FilterFault[] = [];
  let offset = 0;
  while (offset < text.length) {
    if (/\s/.test(text[offset] ?? '')) {
      offset++;
      continue;
    }
    const token = nextToken(text, offset, tokens, faults);
    tokens.push(token);
    offset = token.end;
  }
  return { tokens, faults };
}

function nextToken(
  text: string,
  start: number,
  before: readonly FilterToken[],
  faults: FilterFault[],
): FilterToken {
  const token = (kind: FilterTokenKind, end: number): FilterToken => ({
    kind,
    text: text.slice(start, end),
    start,
    end,
  });
  const character = text[start] ?? '';
  const value = expectsValue(before, start);
  if (character === '"') return token('string', quotedEnd(text, start, faults));
  if (character === '/' && startsTerm(before, start, value))
    return token('regex', regexEnd(text, start, faults));
  if (character === ',') return token('comma', start + 1);
  if (character === '(') return token('open', start + 1);
  if (character === ')') return token('close', start + 1);
  if (!value) {
    if (character === ':') return token('colon', start + 1);
    const operator = operators.find((candidate) => text.startsWith(candidate, start));
    if (operator !== undefined) return token('operator', start + operator.length);
    if (character === '-' && startsTerm(before, start, value)) return token('not', start + 1);
  }
  const end = wordEnd(text, start, value);
  const keyword = value ? undefined : keywords.get(text.slice(start, end).toLowerCase());
  return token(isFieldAhead(text, end) ? 'word' : (keyword ?? 'word'), end);
}

/** True where the next word is a value of a field: directly after `:` or a comma of such a list, or after a comparison. */
function expectsValue(before: readonly FilterToken[], start: number): boolean {
  const last = before.at(-1);
  if (last?.kind === 'operator') return true;
  if (last?.kind === 'colon') return last.end === start;
  return last?.kind === 'comma' && last.end === start && inValueList(before);
}

/** Walks back over `value,value,` to the colon or comparison that opened the list. */
function inValueList(before: readonly FilterToken[]): boolean {
  let index = before.length - 1;
  while (before[index]?.kind === 'comma') index -= 2;
  return before[index]?.kind === 'colon' || before[index]?.kind === 'operator';
}

function startsTerm(before: readonly FilterToken[], start: number, value: boolean): boolean {
  const last = before.at(-1);
  return (
    value || last === undefined || last.end < start || ['open', 'close', 'not', 'comma'].includes(last.kind)
  );
}

/** `or:x` is a field called `or`. */
function isFieldAhead(text: string, end: number): boolean {
  return text[end] === ':';
}

function wordEnd(text: string, start: number, value: boolean): number {
  const stop = value ? /[\s,()"]/g : /[\s,()":<>=]|!=/g;
  stop.lastIndex = start + 1;
  return stop.exec(text)?.index ?? text.length;
}

function quotedEnd(text: string, start: number, faults: FilterFault[]): number {
  for (let offset = start + 1; offset < text.length; offset++) {
    if (text[offset] === '\\') offset++;
    else if (text[offset] === '"') return offset + 1;
  }
  const message = 'This quote is never closed. Add " after the text.';
  faults.push({ code: 'filter.unclosed-string', message, start, end: text.length });
  return text.length;
}

function regexEnd(text: string, start: number, faults: FilterFault[]): number {
  for (let offset = start + 1; offset < text.length; offset++) {
    if (text[offset] === '\\') offset++;
    else if (text[offset] === '/') return flagsEnd(text, offset + 1);
  }
  const message =
    'This pattern is never closed. Add / after it, or put the text in quotes if no pattern is meant.';
  faults.push({ code: 'filter.unclosed-regex', message, start, end: text.length });
  return text.length;
}

function flagsEnd(text: string, start: number): number {
  let offset = start;
  while (/[a-z]/i.test(text[offset] ?? '')) offset++;
  return offset;
}
