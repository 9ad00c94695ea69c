import type { MessagePatterns } from '../../core/platform/messagePatterns.ts';

/** Messages in a row from which on an output is taken for a list of messages. */
const longestRun = 20;
/** Lines behind a message that can belong to it. */
const maxFollowing = 10;

/**
 * Takes the lines of a device's logging out of an output that they broke into. Used only for commands that show no such
 * lines themselves (`mayShowMessages`). Looks at whole lines: the result does not depend on how the text was cut into pieces.
 */
export class MessageSieve {
  readonly #patterns: MessagePatterns;
  #aside = '';
  /** Messages that have come one after another, until it is known that they are no list. */
  #run = '';
  #runLength = 0;
  #then: RegExp | undefined;
  #following = 0;
  /** True behind a part of a line that was too long to be looked at. */
  #midLine = false;

  constructor(patterns: MessagePatterns) {
    this.#patterns = patterns;
  }

  /** Takes finished lines, or parts of very long ones, and returns what is certainly output. */
  take(text: string): string {
    if (this.#isList()) return text;
    const calm = this.#run === '' && !this.#midLine;
    if (calm && !this.#patterns.marks.some((mark) => text.includes(mark))) {
      if (text !== '') this.#midLine = !text.endsWith('\n');
      return text;
    }
    let output = '';
    let at = 0;
    const next = this.#patterns.marks.map(() => -1);
    while (at < text.length) {
      if (this.#run === '' && !this.#midLine) {
        const start = this.#nextMarkedLine(text, at, next);
        output += text.slice(at, start);
        at = start;
        if (at === text.length) break;
      }
      const end = text.indexOf('\n', at) + 1 || text.length;
      output += this.#line(text.slice(at, end));
      at = end;
      if (this.#isList()) return output + text.slice(at);
    }
    if (text !== '') this.#midLine = !text.endsWith('\n');
    return output;
  }

  /** The end of the output was reached: what is still held is kept apart. */
  end(): void {
    this.#keepApart();
  }

  /** The output broke off: returns what is still held, which stays in it. */
  stop(): string {
    const run = this.#run;
    this.#run = '';
    return run;
  }

  /** The messages so far, each line with its line end; what was taken is not given again. */
  takeAside(): string {
    const aside = this.#aside;
    this.#aside = '';
    return aside;
  }

  /** Where the first line begins from `at` on that has a mark; the end of the text where none has. */
  #nextMarkedLine(text: string, at: number, next: number[]): number {
    let first = text.length;
    for (const [index, mark] of this.#patterns.marks.entries()) {
      let place = next[index] ?? -1;
      if (place < at) {
        const found = text.indexOf(mark, at);
        place = next[index] = found < 0 ? text.length : found;
      }
      first = Math.min(first, place);
    }
    if (first === text.length) return first;
    return Math.max(at, text.lastIndexOf('\n', first) + 1);
  }

  /** One line, or a part of one; returns what of it, and of what was held, is output. */
  #line(line: string): string {
    const whole = line.endsWith('\n') && !this.#midLine;
    this.#midLine = !line.endsWith('\n');
    const match = whole ? this.#patterns.find(line) : undefined;
    if (match?.start === 0) {
      this.#run += line;
      this.#then = match.then;
      this.#following = 0;
      this.#runLength++;
      return this.#isList() ? this.stop() : '';
    }
    if (whole && this.#run !== '' && this.#following < maxFollowing && this.#then?.test(line) === true) {
      this.#run += line;
      this.#following++;
      return '';
    }
    this.#keepApart();
    if (match === undefined) return line;
    // It cut a line in two: what comes next is the rest of that line.
    this.#aside += line.slice(match.start);
    return line.slice(0, match.start);
  }

  #keepApart(): void {
    this.#aside += this.#run;
    this.#run = '';
    this.#runLength = 0;
    this.#then = undefined;
  }

  /** True for good as soon as there were too many messages in a row. */
  #isList(): boolean {
    return this.#runLength > longestRun;
  }
}
