import { TemplateFault } from '../templateFault.ts';
import { lexTag } from './lexTag.ts';
import type { Token, TokenKind } from './token.ts';

/** How a text is cut into tokens. */
export interface LexOptions {
  /** True: lines that begin with `#` are comments, directives and headings, and nothing in them is a tag. */
  readonly lineComments: boolean;
}

export interface LexResult {
  readonly tokens: readonly Token[];
  readonly faults: readonly TemplateFault[];
}

const hashLine = /[ \t]*#[^\r\n]*(?:\r\n|\n|\r|$)/y;
const rawOpen = /\{%[-+]?\s*raw\s*-?%\}/y;
const rawClose = /\{%[-+]?\s*endraw\s*[-+]?%\}/g;
const opener = /\{[{%#]/g;
const openerOrHash = /\{[{%#]|(?<=\n|\r(?!\n))[ \t]*#/g;

/** Cuts a template into tokens that cover it exactly. Never throws; what is wrong stands in `faults`. */
export function lexTemplate(text: string, options: LexOptions): LexResult {
  return new TemplateLexer(text, options).run();
}

class TemplateLexer {
  private readonly text: string;
  private readonly options: LexOptions;
  private readonly tokens: Token[] = [];
  private readonly faults: TemplateFault[] = [];
  private position = 0;

  constructor(text: string, options: LexOptions) {
    this.text = text;
    this.options = options;
  }

  run(): LexResult {
    if (this.options.lineComments && this.text.startsWith('\uFEFF')) this.push('space', 1);
    while (this.position < this.text.length) this.step();
    return { tokens: this.tokens, faults: this.faults };
  }

  private push(kind: TokenKind, end: number): void {
    if (end > this.position) this.tokens.push({ kind, start: this.position, end });
    this.position = end;
  }

  private step(): void {
    if (this.takeHashLine()) return;
    switch (this.text.slice(this.position, this.position + 2)) {
      case '{#': {
        this.takeComment();
        return;
      }
      case '{%':
        if (this.takeRaw()) return;
        {
          this.takeTag('tag-open', 'tag-close');
          return;
        }
      case '{{': {
        this.takeTag('output-open', 'output-close');
        return;
      }
      default: {
        this.takeText();
        return;
      }
    }
  }

  private takeHashLine(): boolean {
    if (!this.options.lineComments || !this.atLineStart()) return false;
    hashLine.lastIndex = this.position;
    const line = hashLine.exec(this.text)?.[0];
    if (line === undefined) return false;
    const content = line.trim();
    let kind: TokenKind = 'comment-line';
    if (/^###(?!#)/.test(content)) kind = 'heading';
    else if (/^#\s*@/.test(content)) kind = 'directive';
    this.push(kind, this.position + line.length);
    return true;
  }

  private atLineStart(): boolean {
    if (this.position === 0) return true;
    const before = this.text[this.position - 1];
    if (before === '\uFEFF') return this.position === 1;
    return before === '\n' || (before === '\r' && this.text[this.position] !== '\n');
  }

  private takeText(): void {
    const next = this.options.lineComments ? openerOrHash : opener;
    next.lastIndex = this.position;
    // A text token begins where no opener stands, but it may begin right behind a line end with blanks and `#`: that is
    // a hash line and was taken before, so the first hit lies further on.
    const hit = next.exec(this.text);
    this.push('text', hit === null ? this.text.length : Math.max(hit.index, this.position + 1));
  }

  private takeComment(): void {
    const end = this.text.indexOf('#}', this.position + 2);
    if (end >= 0) {
      this.push('comment', end + 2);
      return;
    }
    this.fault('template.unclosed-comment', 'The comment "{#" is never closed. Add "#}".', 2);
    this.push('comment', this.lineEnd());
  }

  private takeRaw(): boolean {
    rawOpen.lastIndex = this.position;
    const open = rawOpen.exec(this.text)?.[0];
    if (open === undefined) return false;
    rawClose.lastIndex = this.position + open.length;
    const close = rawClose.exec(this.text);
    if (close === null) {
      this.fault('template.unclosed-block', '"{% raw %}" is never closed. Add "{% endraw %}".', open.length);
      this.push('raw-open', this.position + open.length);
      this.push('text', this.text.length);
      return true;
    }
    this.push('raw-open', this.position + open.length);
    this.push('text', close.index);
    this.push('raw-close', close.index + close[0].length);
    return true;
  }

  private takeTag(openKind: TokenKind, closeKind: 'output-close' | 'tag-close'): void {
    const sign = this.text[this.position + 2];
    const open = this.position + (sign === '-' || sign === '+' ? 3 : 2);
    const inner = lexTag(this.text, open, { close: closeKind, end: this.text.length });
    if (inner.closed) {
      this.push(openKind, open);
      for (const token of inner.tokens) this.tokens.push(token);
      this.position = inner.end;
      return;
    }
    const [start, end] = closeKind === 'output-close' ? ['{{', '}}'] : ['{%', '%}'];
    this.fault('template.unclosed-tag', `"${start}" is never closed. Add "${end}".`, 2);
    this.takeRestOfLine(openKind, open);
  }

  /** An unclosed tag ends with its line, so that the lines below keep their meaning. */
  private takeRestOfLine(openKind: TokenKind, open: number): void {
    const end = Math.max(this.lineEnd(), open);
    this.push(openKind, open);
    const inner = lexTag(this.text, open, { close: undefined, end });
    for (const token of inner.tokens) this.tokens.push(token);
    this.position = end;
  }

  private lineEnd(): number {
    const end = /[\r\n]/g;
    end.lastIndex = this.position;
    return end.exec(this.text)?.index ?? this.text.length;
  }

  private fault(code: string, message: string, length: number): void {
    const range = { start: this.position, end: this.position + length };
    this.faults.push(new TemplateFault(code, message, range));
  }
}
