import type { FilterCode, FilterFault } from './filterFault.ts';
import type { FilterNode, FilterOperator, FilterValue } from './filterNode.ts';
import type { FilterToken } from './filterToken.ts';
import { patternFault } from './filterPattern.ts';
import { tokenizeFilter } from './tokenizeFilter.ts';

/** An expression's tree, or the first thing that is wrong with it. */
export type ParsedFilter = { readonly node: FilterNode } | { readonly fault: FilterFault };

const maxDepth = 64;
const maxTokens = 2000;

/**
 * Parses an expression (docs/filters.md). Never throws.
 *
 * expression := conjunction { "or" conjunction }
 * conjunction := term { ["and"] term }
 * term := ("-" | "not") term | "(" expression ")" | field ":" values | field operator values | values
 * values := value { "," value }
 */
export function parseFilter(text: string): ParsedFilter {
  const { tokens, faults } = tokenizeFilter(text);
  const [fault] = faults;
  if (fault !== undefined) return { fault };
  try {
    return { node: new FilterParser(text, tokens).parse() };
  } catch (error) {
    if (error instanceof FaultSignal) return { fault: error.fault };
    throw error;
  }
}

/** Carries a fault out of the recursive descent; never leaves this file. */
class FaultSignal extends Error {
  readonly fault: FilterFault;

  constructor(fault: FilterFault) {
    super(fault.message);
    this.fault = fault;
  }
}

class FilterParser {
  readonly #text: string;
  readonly #tokens: readonly FilterToken[];
  #position = 0;
  #depth = 0;

  constructor(text: string, tokens: readonly FilterToken[]) {
    this.#text = text;
    this.#tokens = tokens;
  }

  parse(): FilterNode {
    if (this.#tokens.length === 0) return { kind: 'all' };
    const excess = this.#tokens[maxTokens];
    if (excess !== undefined) this.#fail('filter.too-complex', 'The expression is too long.', excess);
    const node = this.#expression();
    const rest = this.#peek();
    if (rest?.kind === 'close')
      this.#fail('filter.unexpected', 'This ")" closes nothing. Remove it, or add a "(" before.', rest);
    if (rest !== undefined) this.#fail('filter.unexpected', `"${rest.text}" does not belong here.`, rest);
    return node;
  }

  #peek(ahead = 0): FilterToken | undefined {
    return this.#tokens[this.#position + ahead];
  }

  #fail(code: FilterCode, message: string, at: FilterToken | undefined): never {
    const end = this.#text.length;
    throw new FaultSignal({ code, message, start: at?.start ?? end, end: at?.end ?? end });
  }

  #expression(): FilterNode {
    const terms = [this.#conjunction()];
    while (this.#peek()?.kind === 'or') {
      this.#position++;
      terms.push(this.#conjunction());
    }
    return combine('or', terms);
  }

  #conjunction(): FilterNode {
    const terms = [this.#term()];
    for (;;) {
      const next = this.#peek();
      if (next === undefined || next.kind === 'or' || next.kind === 'close') return combine('and', terms);
      if (next.kind === 'and') this.#position++;
      else if (this.#peek(-1)?.end === next.start && isOperand(next) && isOperand(this.#peek(-1)))
        this.#fail('filter.unexpected', `A space or a comma is missing before ${next.text}.`, next);
      terms.push(this.#term());
    }
  }

  #term(): FilterNode {
    const token = this.#peek();
    if (++this.#depth > maxDepth)
      this.#fail('filter.too-complex', 'The expression is nested too deeply.', token);
    const node = this.#termAt(token);
    this.#depth--;
    return node;
  }

  #termAt(token: FilterToken | undefined): FilterNode {
    switch (token?.kind) {
      case 'not':
        this.#position++;
        return { kind: 'not', term: this.#term() };
      case 'open':
        return this.#group(token);
      case 'word':
        return this.#isField(token) ? this.#field(token) : { kind: 'search', values: this.#values(token) };
      case 'string':
      case 'regex':
        return { kind: 'search', values: this.#values(token) };
      default:
        if (token !== undefined) return this.#fail('filter.unexpected', unexpected(token), token);
        return this.#fail('filter.missing-value', missingTerm(this.#peek(-1)), undefined);
    }
  }

  #group(open: FilterToken): FilterNode {
    this.#position++;
    const node = this.#expression();
    if (this.#peek()?.kind !== 'close')
      this.#fail('filter.unclosed-parenthesis', 'This "(" is never closed. Add ")".', open);
    this.#position++;
    return node;
  }

  /** A colon belongs to the word right before it; comparisons may have space around them. */
  #isField(word: FilterToken): boolean {
    const next = this.#peek(1);
    return next?.kind === 'operator' || (next?.kind === 'colon' && next.start === word.end);
  }

  #field(word: FilterToken): FilterNode {
    const operator = this.#peek(1);
    this.#position += 2;
    const { start, end } = word;
    const values = this.#values(operator);
    if (operator?.kind !== 'operator') return { kind: 'field', field: word.text, start, end, values };
    const symbol = operator.text as FilterOperator;
    if (symbol !== '=' && symbol !== '!=') this.#checkNumbers(values, symbol);
    return { kind: 'compare', field: word.text, start, end, operator: symbol, values };
  }

  #checkNumbers(values: readonly FilterValue[], operator: string): void {
    if (values.every((value) => value.kind !== 'regex' && isNumber(value.text))) return;
    this.#fail(
      'filter.not-a-number',
      `"${operator}" compares with a number, for example vlan${operator}100.`,
      this.#peek(-1),
    );
  }

  #values(before: FilterToken | undefined): FilterValue[] {
    const values = [this.#value(before)];
    while (this.#peek()?.kind === 'comma') {
      const comma = this.#peek();
      this.#position++;
      values.push(this.#value(comma));
    }
    return values;
  }

  #value(before: FilterToken | undefined): FilterValue {
    const token = this.#peek();
    const detached = before?.kind === 'colon' && token !== undefined && token.start > before.end;
    if (token === undefined || detached || !['word', 'string', 'regex'].includes(token.kind)) {
      this.#fail('filter.missing-value', `A value must follow "${before?.text ?? ''}".`, before);
    }
    this.#position++;
    if (token.kind === 'word') return this.#word(token, before);
    if (token.kind === 'string') return { kind: 'string', text: unquote(token.text) };
    return this.#regex(token);
  }

  #word(token: FilterToken, before: FilterToken | undefined): FilterValue {
    if (before?.kind === 'colon' && /^[<>=]/.test(token.text))
      this.#fail('filter.unexpected', 'Leave out the ":" before a comparison: vlan>100.', before);
    return { kind: 'word', text: token.text };
  }

  #regex(token: FilterToken): FilterValue {
    const close = token.text.lastIndexOf('/');
    const source = token.text.slice(1, close).replaceAll('\\/', '/');
    const flags = token.text.slice(close + 1);
    if (flags !== '' && flags !== 'i')
      this.#fail(
        'filter.bad-regex',
        `The only letter that may follow a pattern is i, not "${flags}".`,
        token,
      );
    const fault = patternFault(source);
    if (fault !== undefined) this.#fail('filter.bad-regex', `This pattern cannot be used: ${fault}.`, token);
    return { kind: 'regex', source, ignoreCase: flags === 'i' };
  }
}

function isOperand(token: FilterToken | undefined): boolean {
  return token?.kind === 'word' || token?.kind === 'string' || token?.kind === 'regex';
}

function combine(kind: 'and' | 'or', terms: readonly FilterNode[]): FilterNode {
  const [only] = terms;
  return terms.length === 1 && only !== undefined ? only : { kind, terms };
}

/** True for decimal numbers, which comparisons work with. */
export function isNumber(text: string): boolean {
  return /^[+-]?\d+(?:\.\d+)?$/.test(text.trim());
}

function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/gs, '$1');
}

function missingTerm(last: FilterToken | undefined): string {
  return last === undefined ? 'The expression is empty.' : `Something must follow "${last.text}".`;
}

function unexpected(token: FilterToken): string {
  if (token.kind === 'colon' || token.kind === 'operator')
    return `A field name must stand before "${token.text}", for example site:ams or vlan>100.`;
  if (token.kind === 'close') return 'There is nothing between the parentheses, or this ")" closes nothing.';
  return `"${token.text}" does not belong here. Put it in quotes to search for it.`;
}
