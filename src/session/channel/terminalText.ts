import { detached } from '../../core/text/detached.ts';
import { escapeSequenceAt, mayEndString, type LineEffect } from './escapeSequence.ts';

/** A line longer than this is given out in parts; only what is kept can still be repainted. */
const maxLine = 2048;
const partLength = 1024;
/** Columns that a cursor can be moved over on a terminal of unknown width. */
const assumedWidth = 1000;
/** Stands in the line for a cell that must not be given out. Cannot come from a device: its NULs are dropped. */
const ghost = '\0';

/** Characters that are not plain text; LF is not among them. BEL, SO and SI are dropped. */
const special = /[\x07\b\x0e\x0f\r\x1b]/g;

/**
 * Turns what a device writes to a terminal into plain text: terminal sequences are removed, CR LF becomes LF, and what a lone
 * CR, a backspace or a cursor movement repaints within a line is applied as a terminal would. The result does not depend on how the
 * text was cut into pieces. Memory is bounded, cost is linear.
 */
export class TerminalText {
  readonly #width: number;
  readonly #emit: (text: string) => void;
  #line = '';
  #cursor = 0;
  /** One past the last cell that is not blank: everything from there on may be cut when the cursor goes back. */
  #solid = 0;
  /** Characters of the current line that were given out already. */
  #given = 0;
  #carry = '';
  /** True where the carried text is a string sequence without its end. */
  #openString = false;
  #lineNumber = 0;
  #painted = 0;

  /**
   * @param width columns of the terminal the device believes in; 0 where unknown
   * @param emit takes finished text: whole lines with their LF, or parts of very long ones
   */
  constructor(width: number, emit: (text: string) => void) {
    this.#width = width > 0 ? width : Infinity;
    this.#emit = emit;
  }

  /** The unfinished line, without what was given out of it. */
  get line(): string {
    return visible(this.#line);
  }

  /** True where a part of the unfinished line was given out already. */
  get lineIsPartial(): boolean {
    return this.#given > 0;
  }

  /** Counts finished lines, to tell whether the unfinished one is still the same. */
  get lineNumber(): number {
    return this.#lineNumber;
  }

  /** Counts the characters and line ends that were painted: what does not change it shows nothing. */
  get painted(): number {
    return this.#painted;
  }

  feed(chunk: string): void {
    if (this.#openString && !mayEndString(this.#carry.length, chunk)) {
      this.#carry += chunk;
      return;
    }
    let text = this.#carry === '' ? chunk : this.#carry + chunk;
    this.#carry = '';
    this.#openString = false;
    if (text.includes(ghost)) text = text.replaceAll(ghost, '');
    if (text.includes('\r\r')) text = text.replaceAll(/\r{2,}/g, '\r');
    text = text.replaceAll('\r\n', '\n');
    if (!hasSpecial(text)) {
      this.#plain(text);
      return;
    }
    let index = 0;
    while (index < text.length) {
      special.lastIndex = index;
      const at = special.exec(text)?.index ?? text.length;
      if (at > index) this.#plain(text.slice(index, at));
      index = at < text.length ? this.#special(text, at) : at;
    }
  }

  /** Hides the line's text from a place on (as counted in `line`), for a pager's text that the device will paint over. */
  hideFrom(start: number): void {
    let seen = 0;
    let index = 0;
    while (index < this.#line.length && (seen < start || this.#line[index] === ghost)) {
      if (this.#line[index] !== ghost) seen++;
      index++;
    }
    this.#line = this.#line.slice(0, index) + ghost.repeat(this.#line.length - index);
    this.#solid = Math.min(this.#solid, solidLength(this.#line, index));
  }

  /** Removes the unfinished line and returns it. */
  takeLine(): string {
    const text = this.line;
    this.#reset();
    return text;
  }

  #special(text: string, at: number): number {
    const char = text[at];
    if (char === '\b') {
      this.#moveTo(this.#cursor - 1);
      return at + 1;
    }
    if (char === '\r') {
      // At the end of a piece it may still become a line end.
      if (at === text.length - 1) this.#carry = '\r';
      else this.#moveTo(this.#rowStart());
      return at + 1;
    }
    if (char !== '\x1b') return at + 1;
    const sequence = escapeSequenceAt(text, at);
    if (typeof sequence === 'string') {
      this.#carry = text.slice(at);
      this.#openString = sequence === 'open string';
      return text.length;
    }
    if (sequence.effect !== undefined) this.#apply(sequence.effect);
    return at + sequence.length;
  }

  #apply(effect: LineEffect): void {
    if (effect.kind === 'left') this.#moveTo(this.#cursor - effect.count);
    else if (effect.kind === 'column') this.#moveTo(effect.count - this.#given);
    else if (effect.kind === 'newline') this.#newline();
    else if (effect.kind === 'right') {
      this.#cursor = Math.max(this.#cursor, Math.min(this.#cursor + effect.count, this.#rowEnd()));
      if (this.#cursor > this.#line.length) this.#line = this.#line.padEnd(this.#cursor);
      this.#giveParts();
    } else {
      if (effect.kind === 'erase-line') this.#cursor = Math.max(0, this.#rowStart());
      this.#line = this.#line.slice(0, this.#cursor);
      this.#solid = Math.min(this.#solid, solidLength(this.#line, this.#line.length));
    }
  }

  /** Text without anything special but line ends. */
  #plain(text: string): void {
    const first = text.indexOf('\n');
    if (first < 0) {
      this.#put(text);
      return;
    }
    this.#put(text.slice(0, first));
    this.#newline();
    const last = text.lastIndexOf('\n');
    if (last > first) {
      this.#lineNumber++;
      this.#painted += last - first;
      this.#emit(text.slice(first + 1, last + 1));
    }
    const rest = text.slice(last + 1);
    this.#put(text.length > maxLine ? detached(rest) : rest);
  }

  #put(text: string): void {
    if (text === '') return;
    const before = this.#line.length;
    const end = this.#cursor + text.length;
    if (this.#cursor === before) this.#line += text;
    else this.#line = this.#line.slice(0, this.#cursor) + text + this.#line.slice(end);
    const solid = this.#cursor + solidLength(text, text.length);
    if (solid > this.#cursor) this.#solid = Math.max(this.#solid > end ? this.#solid : 0, solid);
    else if (this.#solid > this.#cursor && this.#solid <= end) {
      this.#solid = solidLength(this.#line, this.#cursor);
    }
    this.#cursor = end;
    this.#painted += text.length;
    this.#giveParts();
  }

  #newline(): void {
    this.#painted++;
    this.#emit(`${this.line}\n`);
    this.#reset();
  }

  #reset(): void {
    this.#line = '';
    this.#cursor = 0;
    this.#solid = 0;
    this.#given = 0;
    this.#lineNumber++;
  }

  /** Moves back, and cuts off blanks that were painted over something and are behind the cursor now. */
  #moveTo(column: number): void {
    const target = Math.min(Math.max(0, column), Math.max(this.#line.length, this.#cursor));
    const back = target < this.#cursor;
    this.#cursor = target;
    if (back && target >= this.#solid) this.#line = this.#line.slice(0, target);
  }

  /** Where the row begins that the cursor is in: long lines wrap at the terminal's width. */
  #rowStart(): number {
    const column = this.#given + this.#cursor;
    if (column === 0 || this.#width === Infinity) return 0;
    return Math.max(0, Math.floor((column - 1) / this.#width) * this.#width - this.#given);
  }

  /** The last column of that row, where a cursor stops that is moved to the right. */
  #rowEnd(): number {
    return this.#rowStart() + (this.#width === Infinity ? assumedWidth : this.#width) - 1;
  }

  #giveParts(): void {
    if (this.#line.length < maxLine) return;
    const parts = Math.floor((Math.min(this.#cursor, this.#line.length) - partLength) / partLength);
    if (parts < 1) return;
    const length = parts * partLength;
    this.#emit(visible(this.#line.slice(0, length)));
    this.#line = this.#line.slice(length);
    this.#cursor -= length;
    this.#solid = Math.max(0, this.#solid - length);
    this.#given += length;
  }
}

function visible(text: string): string {
  return text.includes(ghost) ? text.replaceAll(ghost, '') : text;
}

/** Length without the blanks and hidden cells at the end of the first `end` characters. */
function solidLength(text: string, end: number): number {
  let length = end;
  while (length > 0 && (text[length - 1] === ' ' || text[length - 1] === ghost)) length--;
  return length;
}

/** Looking for six characters is faster than for one of six, and most text has none. */
function hasSpecial(text: string): boolean {
  return (
    text.includes('\r') ||
    text.includes('\x1b') ||
    text.includes('\b') ||
    text.includes('\x07') ||
    text.includes('\x0e') ||
    text.includes('\x0f')
  );
}
