import type { SourcePosition } from '../../../api/diagnostic.ts';

/** Translates offsets of one file into positions. A line ends with LF, CR or CRLF. */
export class LineMap {
  readonly file: string;
  private readonly starts: number[] = [0];

  constructor(file: string, text: string) {
    this.file = file;
    const ends = /\r\n|\n|\r/g;
    while (ends.exec(text) !== null) this.starts.push(ends.lastIndex);
  }

  /** Number of lines; an empty file has one. */
  get count(): number {
    return this.starts.length;
  }

  /** Line of an offset, from 1. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Offset at which a line (from 1) begins. */
  startOf(line: number): number {
    return this.starts[line - 1] ?? 0;
  }

  /** The range `[start, end)` as a position. */
  position(start: number, end: number = start): SourcePosition {
    const line = this.lineAt(start);
    const endLine = this.lineAt(end);
    return {
      file: this.file,
      line,
      column: start - this.startOf(line) + 1,
      endLine,
      endColumn: end - this.startOf(endLine) + 1,
    };
  }
}
