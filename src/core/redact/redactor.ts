import { findRanges, type TextRange } from './findRanges.ts';
import { secretVariants } from './secretVariants.ts';

/** What stands in place of a secret, whatever its length. */
export const secretMask = '********';

/** Shorter secrets are masked only where they stand alone: a secret "a" must not black out every word with an a. */
const minFreeLength = 4;

/**
 * Masks known secrets in front of every sink. All of them, in every form they are likely to take (`secretVariants`), also
 * where they overlap. Secrets can be added at any time; text that went out before is not taken back.
 *
 * A secret of one to three characters is masked where no letter or digit stands next to it. Empty ones are ignored.
 * Cost is linear in the text, times the number of secrets.
 */
export class Redactor {
  readonly #secrets = new Set<string>();
  readonly #free = new Set<string>();
  readonly #alone = new Set<string>();
  #longest = 0;

  constructor(secrets: Iterable<string | undefined> = []) {
    for (const secret of secrets) this.add(secret);
  }

  /** Adds a secret; line breaks around it are not part of it. A secret of several lines is also masked line by line. */
  add(secret: string | undefined): void {
    if (secret === undefined) return;
    const text = secret.replace(/^[\r\n]+|[\r\n]+$/g, '');
    if (text === '' || this.#secrets.has(text)) return;
    this.#secrets.add(text);
    for (const variant of secretVariants(text)) this.#addNeedle(variant);
    const lines = text.split(/\r\n|\n|\r/);
    if (lines.length > 1)
      for (const line of lines) if (line.trim().length >= minFreeLength) this.#addNeedle(line.trim());
  }

  /** True while there is nothing to mask. */
  get isEmpty(): boolean {
    return this.#longest === 0;
  }

  /** The text with every secret masked. */
  redact(text: string): string {
    return masked(text, this.ranges(text));
  }

  /** A redactor for text that comes in pieces; a secret cut in two by a boundary is masked as well. */
  stream(): RedactorStream {
    return new RedactorStream(this);
  }

  /** Characters that must be known before and after a place to judge it. */
  get lookAround(): number {
    return this.#longest;
  }

  /** Where secrets stand: sorted, overlapping and touching ones joined. `complete` is false while more text may follow. */
  ranges(text: string, complete = true): TextRange[] {
    return findRanges(text, { free: this.#free, alone: this.#alone, complete });
  }

  #addNeedle(needle: string): void {
    (needle.length < minFreeLength ? this.#alone : this.#free).add(needle);
    this.#longest = Math.max(this.#longest, needle.length);
  }
}

/** Redacts a text that comes in pieces. The result is the same however the text is cut. */
export class RedactorStream {
  readonly #redactor: Redactor;
  /** Text not given out yet, with some that was, to see what stands before. */
  #buffer = '';
  /** How much of the buffer was given out, or masked by a mask that was. */
  #done = 0;
  /** True where the last thing given out was a mask that may still grow. */
  #open = false;

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  /** The part of the text so far that is certain. */
  write(chunk: string): string {
    this.#buffer += chunk;
    // A secret that begins before this place lies wholly in the buffer, with the character after it.
    return this.#take(Math.max(this.#done, this.#buffer.length - this.#redactor.lookAround), false);
  }

  /** The rest. */
  end(): string {
    const rest = this.#take(this.#buffer.length, true);
    this.#buffer = '';
    this.#done = 0;
    this.#open = false;
    return rest;
  }

  #take(end: number, complete: boolean): string {
    let text = '';
    for (const range of this.#redactor.ranges(this.#buffer, complete)) {
      if (range.end <= this.#done) continue;
      if (range.start >= end) break;
      const start = Math.max(range.start, this.#done);
      text += this.#plain(start);
      if (!this.#open) text += secretMask;
      this.#open = true;
      this.#done = Math.max(this.#done, range.end);
    }
    text += this.#plain(end);
    this.#forget();
    return text;
  }

  /** Gives out plain text up to a place. */
  #plain(end: number): string {
    if (end <= this.#done) return '';
    const text = this.#buffer.slice(this.#done, end);
    this.#done = end;
    this.#open = false;
    return text;
  }

  /** Drops what no later decision needs. */
  #forget(): void {
    const keep = Math.max(0, this.#done - this.#redactor.lookAround - 1);
    this.#buffer = this.#buffer.slice(keep);
    this.#done -= keep;
  }
}

function masked(text: string, ranges: readonly TextRange[]): string {
  let result = '';
  let offset = 0;
  for (const { start, end } of ranges) {
    result += text.slice(offset, start) + secretMask;
    offset = end;
  }
  return result + text.slice(offset);
}
