/** Deals out lines a screen at a time. */
export class Pager {
  private readonly lines: Iterator<string>;
  private readonly length: number;
  private readonly width: number;
  private next: IteratorResult<string>;

  /** `length` and `width` are the screen's; a width of 0 is unlimited. */
  constructor(lines: Iterator<string>, length: number, width: number) {
    this.lines = lines;
    this.length = length;
    this.width = width;
    this.next = lines.next();
  }

  /** True once there is nothing left. */
  get done(): boolean {
    return this.next.done === true;
  }

  /** The next screen: one row stays free for the pager's own text. */
  page(): string {
    return this.take(Math.max(1, this.length - 1));
  }

  /** The next line. */
  line(): string {
    return this.take(1);
  }

  private take(rows: number): string {
    let text = '';
    let used = 0;
    while (this.next.done !== true && used < rows) {
      used += this.rowsOf(this.next.value);
      text += this.next.value;
      this.next = this.lines.next();
    }
    return text;
  }

  private rowsOf(line: string): number {
    return this.width === 0 ? 1 : Math.max(1, Math.ceil((line.length - 1) / this.width));
  }
}
