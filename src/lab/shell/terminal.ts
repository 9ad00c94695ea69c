import { LineEditor, type EditorEvent, type EditorView } from './lineEditor.ts';
import { outputLines } from './outputLines.ts';
import { Pager } from './pager.ts';
import type { Shell, ShellQuestion, ShellReply } from './shell.ts';

/** How an output that a fault has got hold of ends; `close` and `freeze` come behind the prompt. */
export type OutputEnd = 'prompt' | 'hang' | 'drop' | 'close' | 'freeze';

/** An output as it will be sent. */
export interface TerminalOutput {
  readonly text: string | Iterable<string>;
  readonly end: OutputEnd;
  /** Paged even where the client has turned paging off. */
  readonly paged?: boolean;
}

/** Where a terminal sends to, and what may interfere. */
export interface TerminalHost {
  /** Sends text; it already has the terminal's line ends. */
  write(text: string): void;
  /** Sends pieces as fast as the client reads and calls `done` after the last; gives a function that stops it. */
  pump(pieces: Iterable<string>, done: () => void): () => void;
  /** Called with every line that was typed in the open. */
  record(line: string): void;
  /** May change the output of a show command. */
  interfere(text: string | Iterable<string>, command: string): TerminalOutput;
  /** Called when the prompt has been printed again. */
  prompted?(): void;
  /** Ends the session in good order. */
  close(): void;
  /** Ends the session in the same breath as its last words. */
  leave(words: string): void;
  /** Cuts the connection. */
  drop(): void;
  /** Leaves the connection open, with nobody behind it any more. */
  freeze(): void;
}

/** Lines of a page where a fault pages against the client's will. */
const forcedPage = 24;

type Waiting =
  | { readonly for: 'line' }
  | { readonly for: 'answer' | 'key'; readonly question: ShellQuestion }
  | {
      readonly for: 'pager';
      readonly pager: Pager;
      readonly end: OutputEnd;
      readonly question?: ShellQuestion;
    }
  | { readonly for: 'output'; readonly stop: () => void; readonly end: OutputEnd }
  | { readonly for: 'nothing' };

/** A tty with a device's shell behind it: echo, line editing, paging, hidden answers. */
export class Terminal {
  private readonly shell: Shell;
  private readonly host: TerminalHost;
  private readonly editor: LineEditor;
  private waiting: Waiting = { for: 'nothing' };
  private pending = '';

  constructor(shell: Shell, host: TerminalHost) {
    this.shell = shell;
    this.host = host;
    this.editor = new LineEditor((text) => host.write(text));
  }

  /** Prints what comes after login, and the first prompt. */
  start(): void {
    this.print(this.shell.greeting());
    this.ask();
  }

  /** Takes what the client typed. Keys typed ahead of an output wait for its end. */
  input(text: string): void {
    this.pending += text;
    this.work();
  }

  private work(): void {
    while (this.pending !== '' && this.waiting.for !== 'nothing') {
      const character = this.pending[0] as string;
      if (this.waiting.for === 'output') {
        if (!this.pending.includes('\x03')) return;
        this.pending = this.pending.slice(this.pending.indexOf('\x03') + 1);
        this.interrupt(this.waiting);
        continue;
      }
      this.pending = this.pending.slice(1);
      if (this.waiting.for === 'pager') this.pagerKey(character, this.waiting);
      else if (this.waiting.for === 'key') this.answerKey(character, this.waiting.question);
      else this.typed(this.editor.feed(character, this.view()));
    }
  }

  private typed(event: EditorEvent | undefined): void {
    if (event === undefined) return;
    if (event.kind === 'line') this.enter(event.text);
    else if (event.kind === 'interrupt') this.abandon('^C\n');
    else if (event.kind === 'suspend') this.control(this.shell.controlZ, '^Z\n');
    else if (event.kind === 'end-of-file') this.control(this.shell.controlD, '\n');
    else this.assist(event.kind);
  }

  private enter(line: string): void {
    const waiting = this.waiting;
    if (waiting.for === 'answer') {
      if (waiting.question.hidden !== true) this.host.record(line);
      this.reply(waiting.question.answer(line), line);
      return;
    }
    this.host.record(line);
    this.reply(this.shell.enter(line), line);
  }

  private answerKey(key: string, question: ShellQuestion): void {
    const isReturn = key === '\r' || key === '\n';
    // The line feed of a CR LF pair belongs to the same key.
    if (key === '\r' && this.pending.startsWith('\n')) this.pending = this.pending.slice(1);
    this.host.record(isReturn ? '' : key);
    this.host.write(isReturn ? '\r\n' : `${key}\r\n`);
    this.reply(question.answer(isReturn ? '' : key), '');
  }

  private control(line: string | undefined, shown: string): void {
    if (line === undefined || this.waiting.for === 'answer') return;
    this.print(shown);
    this.editor.clear();
    this.host.record(line);
    this.reply(this.shell.enter(line), line);
  }

  private abandon(shown: string): void {
    this.print(shown);
    this.editor.clear();
    this.ask();
  }

  private assist(kind: 'complete' | 'help' | 'space'): void {
    const view = this.view();
    if (kind === 'help') {
      this.print(`?\n${this.shell.help(this.editor.text)}`);
      this.print(this.shell.prompt());
      this.editor.redraw(view);
    } else if (kind === 'complete') {
      this.editor.insert(this.shell.complete(this.editor.text), view);
    } else {
      this.editor.insert(`${this.shell.complete(this.editor.text).trimEnd()} `, view);
    }
  }

  private reply(reply: ShellReply, command: string): void {
    if (reply.close === true) {
      if (typeof reply.text === 'string') this.print(reply.text);
      this.waiting = { for: 'nothing' };
      this.host.close();
      return;
    }
    const output: TerminalOutput =
      reply.show === true ? this.host.interfere(reply.text, command) : { text: reply.text, end: 'prompt' };
    const length = this.shell.pageLength || (output.paged === true ? forcedPage : 0);
    if (reply.show === true && reply.unpaged !== true && length > 0) {
      const pager = new Pager(outputLines(output.text), length, this.shell.width);
      this.showPage(pager, pager.page(), output.end);
    } else if (typeof output.text === 'string') {
      this.print(output.text);
      this.finish(output.end, reply.question);
    } else {
      this.stream(output.text, output.end);
    }
  }

  private stream(pieces: Iterable<string>, end: OutputEnd): void {
    const state = { done: false };
    const stop = this.host.pump(terminalText(pieces), () => {
      state.done = true;
      this.finish(end);
      this.work();
    });
    if (!state.done) this.waiting = { for: 'output', stop, end };
  }

  private interrupt(output: { readonly stop: () => void }): void {
    output.stop();
    this.editor.clear();
    this.print('^C\n');
    this.ask();
  }

  private showPage(pager: Pager, text: string, end: OutputEnd): void {
    this.print(text);
    if (pager.done) {
      this.finish(end);
      return;
    }
    this.host.write(this.shell.style.pager);
    this.waiting = { for: 'pager', pager, end };
  }

  private pagerKey(key: string, waiting: { readonly pager: Pager; readonly end: OutputEnd }): void {
    const { pager, end } = waiting;
    this.host.write(this.shell.style.pagerErase);
    if (key === ' ') this.showPage(pager, pager.page(), end);
    else if (key === '\r' || key === '\n') this.showPage(pager, pager.line(), end);
    else this.ask();
  }

  private finish(end: OutputEnd, question?: ShellQuestion): void {
    if (end === 'prompt' || end === 'freeze') this.ask(question);
    else this.waiting = { for: 'nothing' };
    if (end === 'drop') this.host.drop();
    else if (end === 'freeze') this.host.freeze();
    else if (end === 'close') this.host.leave(this.shell.prompt());
  }

  private ask(question?: ShellQuestion): void {
    if (question === undefined) this.waiting = { for: 'line' };
    else this.waiting = { for: question.key === true ? 'key' : 'answer', question };
    this.print(question === undefined ? this.shell.prompt() : question.prompt);
    if (question === undefined) this.host.prompted?.();
  }

  private view(): EditorView {
    const question = this.waiting.for === 'answer' ? this.waiting.question : undefined;
    const shown = question === undefined ? this.shell.prompt() : question.prompt;
    // Escape sequences take no room on the screen.
    const prompt = shown.replace(/\x1b\[[?\d;]*[a-zA-Z]/g, '');
    return {
      promptLength: prompt.length - prompt.lastIndexOf('\n') - 1,
      width: this.shell.width,
      overflow: this.shell.style.overflow,
      echo: question?.hidden !== true,
      help: this.shell.style.help && question === undefined,
      completesOnSpace: this.shell.completesOnSpace === true && question === undefined,
    };
  }

  private print(text: string): void {
    if (text !== '') this.host.write(text.replaceAll('\n', '\r\n'));
  }
}

function* terminalText(pieces: Iterable<string>): Generator<string, void, undefined> {
  for (const piece of pieces) yield piece.replaceAll('\n', '\r\n');
}
