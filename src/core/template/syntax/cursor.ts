import { TemplateFault } from '../templateFault.ts';
import type { Identifier, Range } from './nodes.ts';
import type { Token, TokenKind } from './token.ts';

/** Walks over the tokens of one file; blanks inside tags are skipped. */
export class Cursor {
  readonly text: string;
  private readonly tokens: readonly Token[];
  private index = 0;

  constructor(text: string, tokens: readonly Token[]) {
    this.text = text;
    this.tokens = tokens.filter((token) => token.kind !== 'space');
  }

  /** The token `ahead` places from here; undefined behind the last. */
  peek(ahead = 0): Token | undefined {
    return this.tokens[this.index + ahead];
  }

  /** The text of the token `ahead` places from here; empty behind the last. */
  peekText(ahead = 0): string {
    const token = this.peek(ahead);
    return token === undefined ? '' : this.text.slice(token.start, token.end);
  }

  next(): Token {
    const token = this.tokens[this.index];
    if (token === undefined) throw this.unexpected('more');
    this.index++;
    return token;
  }

  textOf(range: Range): string {
    return this.text.slice(range.start, range.end);
  }

  /** Offset behind the token that was taken last. */
  get end(): number {
    return this.tokens[this.index - 1]?.end ?? 0;
  }

  is(kind: TokenKind, text?: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    if (token?.kind !== kind) return false;
    return text === undefined || this.peekText(ahead) === text;
  }

  isOperator(text: string, ahead = 0): boolean {
    return this.is('operator', text, ahead);
  }

  isWord(word: string, ahead = 0): boolean {
    return this.is('name', word, ahead);
  }

  skipOperator(text: string): boolean {
    if (!this.isOperator(text)) return false;
    this.index++;
    return true;
  }

  skipWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.index++;
    return true;
  }

  expectOperator(text: string): Token {
    if (!this.isOperator(text)) throw this.unexpected(`"${text}"`);
    return this.next();
  }

  expectName(what: string): Identifier {
    if (this.peek()?.kind !== 'name') throw this.unexpected(what);
    const token = this.next();
    return { name: this.textOf(token), start: token.start, end: token.end };
  }

  /** The fault for a token that does not belong here. */
  unexpected(wanted: string): TemplateFault {
    const token = this.peek();
    const atEnd =
      token === undefined ||
      ['tag-close', 'output-close', 'text', 'heading', 'directive', 'comment-line'].includes(token.kind);
    const range = token ?? { start: this.end, end: this.end };
    if (atEnd) {
      return new TemplateFault('template.syntax', `Expected ${wanted}, but the tag ends here.`, range);
    }
    const found = this.peekText();
    if (found === '"' || found === "'") {
      const message = `The text that begins with ${found} is never closed. Add another ${found}.`;
      return new TemplateFault('template.unclosed-string', message, range);
    }
    return new TemplateFault('template.syntax', `Expected ${wanted}, found "${found}".`, range);
  }
}
