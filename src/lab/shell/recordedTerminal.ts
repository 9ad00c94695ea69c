import type { LabRecording } from '../labOptions.ts';
import type { TerminalHost } from './terminal.ts';
import type { TerminalProgram } from './terminalProgram.ts';

/** What ends a session, whatever the platform; where the recording has such a line, it is played instead. */
const goodbye = /^(?:exit|logout|quit|bye|\/quit|\/exit|lo)$/;
/** Lines that the longest prompt takes. */
const longestPrompt = 3;

/**
 * Plays a recording: to what was typed comes what came then, byte for byte. Lines are found in any order, those further on
 * first, so that the same line may have another answer the second time; single keys count only where they come next. What was
 * not recorded is refused. Line ends are one key, whatever the client sends for it.
 */
export class RecordedTerminal implements TerminalProgram {
  readonly #recording: LabRecording;
  readonly #host: TerminalHost;
  readonly #sends: readonly string[];
  #next = 0;
  #pending = '';
  #afterReturn = false;
  #shown: string;

  constructor(recording: LabRecording, host: TerminalHost) {
    this.#recording = recording;
    this.#host = host;
    this.#sends = recording.steps.map((step) => step.send.replaceAll(/\r\n|\r/g, '\n'));
    this.#shown = recording.greeting;
  }

  start(): void {
    this.#host.write(this.#recording.greeting);
  }

  input(text: string): void {
    for (const character of text) {
      const repeated = character === '\n' && this.#afterReturn;
      this.#afterReturn = character === '\r';
      if (!repeated) this.#pending += character === '\r' ? '\n' : character;
    }
    while (this.#pending !== '' && this.#work());
  }

  /** Answers what can be answered; false where more has to be typed. */
  #work(): boolean {
    const expected = this.#sends[this.#next];
    if (expected !== undefined && expected !== '' && this.#pending.startsWith(expected)) {
      this.#play(this.#next);
      return true;
    }
    const end = this.#pending.indexOf('\n') + 1;
    if (end === 0) return false;
    const line = this.#pending.slice(0, end);
    const ahead = this.#sends.indexOf(line, this.#next);
    const place = ahead < 0 ? this.#sends.indexOf(line) : ahead;
    if (place >= 0) this.#play(place);
    else this.#refuse(line);
    return true;
  }

  #play(place: number): void {
    const step = this.#recording.steps[place];
    const send = this.#sends[place] ?? '';
    this.#pending = this.#pending.slice(send.length);
    this.#next = place + 1;
    this.#host.record(send.trimEnd());
    if (step?.reply === undefined) return;
    this.#shown = step.reply;
    this.#host.write(step.reply);
  }

  #refuse(line: string): void {
    this.#pending = this.#pending.slice(line.length);
    const text = line.trimEnd();
    this.#host.record(text);
    if (goodbye.test(text)) {
      this.#host.write(`${text}\r\n`);
      this.#host.close();
      return;
    }
    const said = text === '' ? '' : '% Invalid input: not in the recording\r\n';
    this.#host.write(`${text}\r\n${said}${this.#prompt()}`);
  }

  /** The end of what was shown last, in as many lines as other answers end with as well. */
  #prompt(): string {
    const others = [this.#recording.greeting, ...this.#recording.steps.map((step) => step.reply ?? '')];
    for (let count = longestPrompt; count > 1; count--) {
      const lines = lastLines(this.#shown, count);
      if (lines !== undefined && others.filter((other) => other.endsWith(`\n${lines}`)).length > 1)
        return lines;
    }
    return lastLines(this.#shown, 1) ?? '';
  }
}

/** The last so many lines, the first of them with something in it; undefined where there are none such. */
function lastLines(text: string, count: number): string | undefined {
  const lines = text.split('\n');
  const last = lines.slice(-count);
  return count === 1 || (lines.length > count && last[0]?.trim() !== '') ? last.join('\n') : undefined;
}
