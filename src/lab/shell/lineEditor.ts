/** What a key did to the line being typed. */
export type EditorEvent =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'interrupt' | 'end-of-file' | 'suspend' | 'complete' | 'help' | 'space' };

/** How the line being typed is shown. */
export interface EditorView {
  readonly promptLength: number;
  /** Columns; 0 is unlimited. */
  readonly width: number;
  readonly overflow: 'wrap' | 'scroll';
  /** False for a hidden answer. */
  readonly echo: boolean;
  readonly help: boolean;
  readonly completesOnSpace: boolean;
}

const historySize = 20;

/**
 * The tty's side of typing a line: echo, erasing, history, and what happens at the right margin. Editing is at the end of
 * the line only; sideways cursor keys are ignored.
 */
export class LineEditor {
  private buffer = '';
  /** How many characters of the line are visible (less than all once it has scrolled). */
  private visible = 0;
  private escape = '';
  private afterReturn = false;
  private readonly history: string[] = [];
  private recalled = 0;
  private readonly write: (text: string) => void;

  constructor(write: (text: string) => void) {
    this.write = write;
  }

  /** The line as typed so far. */
  get text(): string {
    return this.buffer;
  }

  /** Forgets the line without touching the screen. */
  clear(): void {
    this.buffer = '';
    this.visible = 0;
    this.recalled = this.history.length;
  }

  /** Shows the line again, after a prompt was printed anew. */
  redraw(view: EditorView): void {
    const text = this.buffer;
    this.clear();
    this.insert(text, view);
  }

  /** Adds text as if it had been typed. */
  insert(text: string, view: EditorView): void {
    for (const character of text) this.insertOne(character, view);
  }

  /** Takes one character; gives an event where the line is complete or something is asked for. */
  feed(character: string, view: EditorView): EditorEvent | undefined {
    const followsReturn = this.afterReturn;
    this.afterReturn = character === '\r';
    if (this.escape !== '' || character === '\x1b') {
      this.feedEscape(character, view);
      return undefined;
    }
    if (character === '\n' && followsReturn) return undefined;
    if (character === '\r' || character === '\n') return this.finish(view);
    if (character === '\x7f' || character === '\b') this.erase(1, view);
    else if (character === '\x15') this.erase(this.buffer.length, view);
    else if (character === '\x17') this.erase(/\S*\s*$/.exec(this.buffer)?.[0].length ?? 0, view);
    else if (character === '\x10') this.recall(-1, view);
    else if (character === '\x0e') this.recall(1, view);
    else return this.feedPlain(character, view);
    return undefined;
  }

  private feedPlain(character: string, view: EditorView): EditorEvent | undefined {
    if (character === '\x03') return { kind: 'interrupt' };
    if (character === '\x04' && this.buffer === '') return { kind: 'end-of-file' };
    if (character === '\x1a') return { kind: 'suspend' };
    if (!view.echo) {
      if (character >= ' ') this.buffer += character;
      return undefined;
    }
    if (character === '\t') return { kind: 'complete' };
    if (character === '?' && view.help) return { kind: 'help' };
    if (character < ' ') return undefined;
    if (character === ' ' && view.completesOnSpace) return { kind: 'space' };
    this.insertOne(character, view);
    return undefined;
  }

  private finish(view: EditorView): EditorEvent {
    const text = this.buffer;
    if (view.echo && text !== '' && text !== this.history.at(-1)) this.history.push(text);
    if (this.history.length > historySize) this.history.shift();
    this.clear();
    this.write('\r\n');
    return { kind: 'line', text };
  }

  private insertOne(character: string, view: EditorView): void {
    this.buffer += character;
    if (!view.echo) return;
    if (view.overflow === 'scroll' && view.width > 0 && view.promptLength + this.visible + 1 >= view.width) {
      this.scroll(view);
      return;
    }
    this.visible += 1;
    this.write(character);
    // Readline and its likes move to the next row as soon as the last column is filled.
    if (view.overflow === 'wrap' && this.atMargin(view)) this.write(' \r');
  }

  private atMargin(view: EditorView): boolean {
    return view.width > 0 && (view.promptLength + this.visible) % view.width === 0;
  }

  /** IOS keeps the line in one row: `$` stands for what has left the screen on the left. */
  private scroll(view: EditorView): void {
    const room = Math.max(4, view.width - view.promptLength - 1);
    const shown = `$${this.buffer.slice(-Math.ceil(room / 2))}`;
    const blank = Math.max(0, this.visible - shown.length);
    this.write('\b'.repeat(this.visible) + shown + ' '.repeat(blank) + '\b'.repeat(blank));
    this.visible = shown.length;
  }

  private erase(count: number, view: EditorView): void {
    const removed = Math.min(count, this.buffer.length);
    if (removed === 0) {
      if (view.echo && count === 1) this.write('\x07');
      return;
    }
    this.buffer = this.buffer.slice(0, this.buffer.length - removed);
    if (!view.echo) return;
    const onScreen = Math.min(removed, this.visible);
    this.visible -= onScreen;
    this.write('\b \b'.repeat(onScreen));
  }

  private recall(step: number, view: EditorView): void {
    const index = Math.min(this.history.length, Math.max(0, this.recalled + step));
    this.erase(this.buffer.length, { ...view, echo: this.buffer !== '' && view.echo });
    this.insert(this.history[index] ?? '', view);
    this.recalled = index;
  }

  private feedEscape(character: string, view: EditorView): void {
    this.escape += character;
    const sequence = this.escape;
    const complete = sequence.length > 2 ? /[@-~]$/.test(sequence) : /^\x1b[^[O]$/.test(sequence);
    if (!complete && sequence.length < 16) return;
    this.escape = '';
    if (sequence === '\x1b[A' || sequence === '\x1bOA') this.recall(-1, view);
    if (sequence === '\x1b[B' || sequence === '\x1bOB') this.recall(1, view);
  }
}
