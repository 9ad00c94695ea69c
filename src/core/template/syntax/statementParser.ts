import { closestName } from '../../text/closestName.ts';
import { TemplateFault } from '../templateFault.ts';
import type { Cursor } from './cursor.ts';
import { ExpressionParser } from './expressionParser.ts';
import { readDirectiveLine, readHeading } from './hashLines.ts';
import type { Identifier, Range, Statement } from './nodes.ts';
import { tagParsers } from './tagParsers.ts';
import { unsupportedTags } from './unsupportedTags.ts';

/** Deepest nesting of tags. */
const maxNesting = 60;

/** Tags with a body, and the words that divide or end it; the end word last. */
const blockWords: ReadonlyMap<string, readonly string[]> = new Map([
  ['if', ['elif', 'else', 'endif']],
  ['for', ['else', 'endfor']],
  ['with', ['endwith']],
  ['macro', ['endmacro']],
  ['call', ['endcall']],
  ['filter', ['endfilter']],
]);

/** A body with the end tag behind it. */
export interface ParsedBody {
  readonly body: readonly Statement[];
  /** Start of the tag that ended it; undefined where the file ended first. */
  readonly tag: Range | undefined;
  /** `else`, `endfor` … */
  readonly word: string | undefined;
}

/** Builds the tree from the tokens. Never throws: a tag that makes no sense becomes `invalid` with a fault. */
export class StatementParser {
  readonly cursor: Cursor;
  readonly expressions: ExpressionParser;
  readonly faults: TemplateFault[];
  /** End words of the tags that are open, outermost first. */
  private readonly open: (readonly string[])[] = [];
  private stripNext = false;

  constructor(cursor: Cursor, faults: TemplateFault[]) {
    this.cursor = cursor;
    this.expressions = new ExpressionParser(cursor);
    this.faults = faults;
  }

  /** The whole file. */
  parseFile(): readonly Statement[] {
    return this.parseUntil([]).body;
  }

  /** The body of a tag. The cursor is left behind the word of the tag that ends it, inside that tag. */
  parseBody(
    endWords: readonly string[],
    opener: { readonly word: string; readonly range: Range },
  ): ParsedBody {
    if (this.open.length >= maxNesting) {
      const message = `Tags are nested more than ${String(maxNesting)} levels deep. Move a part into a macro.`;
      throw new TemplateFault('template.too-deep', message, opener.range);
    }
    this.open.push(endWords);
    const parsed = this.parseUntil(endWords);
    this.open.pop();
    if (parsed.tag === undefined) {
      const end = endWords.at(-1) ?? '';
      const message = `"{% ${opener.word} %}" is never closed. Add "{% ${end} %}".`;
      this.faults.push(new TemplateFault('template.unclosed-block', message, opener.range));
    }
    return parsed;
  }

  /** Takes the end of a tag and returns the tag's range. */
  closeTag(start: number): Range {
    if (!this.cursor.is('tag-close')) throw this.cursor.unexpected('"%}"');
    const close = this.cursor.next();
    this.stripNext = this.cursor.textOf(close).startsWith('-');
    return { start, end: close.end };
  }

  /** Takes the end of an end tag. What stands in it by mistake is a fault, but the tag has ended all the same. */
  closeEndTag(start: number): Range {
    if (!this.cursor.is('tag-close')) {
      this.faults.push(this.cursor.unexpected('"%}"'));
      this.skipTag();
      return { start, end: this.cursor.end };
    }
    return this.closeTag(start);
  }

  private parseUntil(endWords: readonly string[]): ParsedBody {
    const body: Statement[] = [];
    for (let token = this.cursor.peek(); token !== undefined; token = this.cursor.peek()) {
      if (token.kind === 'tag-open') {
        const word = this.cursor.is('name', undefined, 1) ? this.cursor.peekText(1) : '';
        if (endWords.includes(word)) {
          this.cursor.next();
          this.cursor.next();
          return { body, tag: token, word };
        }
        // An outer tag ends here although this one is still open: leave the end word to it.
        if (this.open.slice(0, -1).some((words) => words.includes(word))) break;
      }
      const statement = this.parseStatement();
      if (statement !== undefined) body.push(statement);
    }
    return { body, tag: undefined, word: undefined };
  }

  private parseStatement(): Statement | undefined {
    const token = this.cursor.next();
    const range = { start: token.start, end: token.end };
    switch (token.kind) {
      case 'text':
        return this.textStatement(range);
      case 'comment':
        this.stripNext = this.cursor.textOf(token).endsWith('-#}');
        return { kind: 'comment', ...range };
      case 'raw-open':
      case 'raw-close':
        this.stripNext = this.cursor.textOf(token).endsWith('-%}');
        return { kind: 'comment', ...range };
      case 'comment-line':
        return { kind: 'comment-line', ...range };
      case 'heading':
        return { kind: 'heading', ...range, section: readHeading(this.cursor.text, range) };
      case 'directive':
        return { kind: 'directive', ...range, directive: readDirectiveLine(this.cursor.text, range) };
      case 'output-open':
        return this.recover(range.start, () => this.parseOutput(range.start));
      case 'tag-open':
        return this.recover(range.start, () => this.parseTag(range));
      default:
        return { kind: 'invalid', body: [], ...range };
    }
  }

  private textStatement(range: Range): Statement | undefined {
    const text = this.cursor.textOf(range);
    const next = this.cursor.peek();
    const strippedBelow = next !== undefined && /^\{[{%#]-/.test(this.cursor.textOf(next));
    let { start, end } = range;
    if (this.stripNext) start += text.length - trimStart(text).length;
    if (strippedBelow) end -= text.length - trimEnd(text).length;
    this.stripNext = false;
    if (start >= end) return undefined;
    return { kind: 'text', value: this.cursor.text.slice(start, end), start, end };
  }

  private parseOutput(start: number): Statement {
    this.stripNext = false;
    if (this.cursor.is('output-close')) {
      const range = { start, end: this.cursor.next().end };
      throw new TemplateFault('template.syntax', 'Put a variable between "{{" and "}}".', range);
    }
    const value = this.expressions.parseTuple();
    if (!this.cursor.is('output-close')) throw this.cursor.unexpected('"}}"');
    const close = this.cursor.next();
    this.stripNext = this.cursor.textOf(close).startsWith('-');
    return { kind: 'output', value, start, end: close.end };
  }

  private parseTag(open: Range): Statement {
    this.stripNext = false;
    const word = this.cursor.expectName('the name of a tag');
    const parser = tagParsers.get(word.name);
    if (parser === undefined) throw this.unknownTag(word.name, word);
    try {
      return parser(this, word, open.start);
    } catch (fault) {
      if (!(fault instanceof TemplateFault)) throw fault;
      this.faults.push(fault);
      this.skipTag();
      return { kind: 'invalid', body: this.restOfBlock(word, open), start: open.start, end: this.cursor.end };
    }
  }

  /** The bodies of a tag that could not be read, so that its end tag is not taken for a stray one. */
  private restOfBlock(word: Identifier, open: Range): readonly Statement[] {
    const endWords = blockWords.get(word.name);
    const body: Statement[] = [];
    while (endWords !== undefined && this.open.length < maxNesting) {
      const part = this.parseBody(endWords, { word: word.name, range: open });
      body.push(...part.body);
      if (part.tag === undefined) break;
      this.skipTag();
      if (part.word === endWords.at(-1)) break;
    }
    return body;
  }

  private unknownTag(word: string, range: Range): TemplateFault {
    const unsupported = unsupportedTags.get(word);
    if (unsupported !== undefined) return new TemplateFault('template.unsupported', unsupported, range);
    if (/^(?:end|else$|elif$)/.test(word)) {
      const message = `"{% ${word} %}" stands here without the tag it belongs to.`;
      return new TemplateFault('template.stray-end', message, range);
    }
    const near = closestName(word, tagParsers.keys());
    const question = near === undefined ? '' : ` Did you mean "${near}"?`;
    return new TemplateFault('template.unknown-tag', `There is no tag "${word}".${question}`, range, near);
  }

  /** An output that cannot be read becomes `invalid`, up to its end. */
  private recover(start: number, parse: () => Statement): Statement {
    try {
      return parse();
    } catch (fault) {
      if (!(fault instanceof TemplateFault)) throw fault;
      this.faults.push(fault);
      this.skipTag();
      return { kind: 'invalid', body: [], start, end: this.cursor.end };
    }
  }

  private skipTag(): void {
    const inside = ['name', 'integer', 'float', 'string', 'operator', 'invalid'];
    while (inside.includes(this.cursor.peek()?.kind ?? '')) this.cursor.next();
    if (this.cursor.is('tag-close') || this.cursor.is('output-close')) this.cursor.next();
    this.stripNext = false;
  }
}

/** Python's `str.lstrip()`. */
function trimStart(text: string): string {
  return text.replace(/^[\s\x1c-\x1f\x85]+/, '');
}

/** Python's `str.rstrip()`, written so that it stays linear. */
function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s\x1c-\x1f\x85]/.test(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}
