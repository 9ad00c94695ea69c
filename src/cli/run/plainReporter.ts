import type { RunEvent } from '../../api/run.ts';
import type { CliStream } from '../cliIo.ts';
import { formatDuration } from '../../core/text/formatUnits.ts';
import { printable } from '../../core/text/printable.ts';
import { failedCommand, withoutName } from './failureWords.ts';
import { messagesNote } from './messagesNote.ts';
import { platformNote } from './platformNote.ts';
import { breakerLine } from './breakerLine.ts';
import { sleptLine } from './sleptLine.ts';
import type { RunReporter } from './runReporter.ts';

/** A line for every device that is done: for logs and pipes. */
export class PlainReporter implements RunReporter {
  readonly #stream: CliStream;

  constructor(stream: CliStream) {
    this.#stream = stream;
  }

  onEvent(event: RunEvent): void {
    if (event.type === 'device-retry') {
      const seconds = formatDuration(event.delayMs);
      this.#stream.write(
        `retry      ${printable(event.device)}: ${printable(withoutName(event.device, event.error.message))} ` +
          `Again in ${seconds}.\n`,
      );
    }
    const notice = breakerLine(event) ?? sleptLine(event);
    if (notice !== undefined) this.#stream.write(notice);
    if (event.type !== 'device-finished') return;
    const { device, status, commands, durationMs, error } = event.result;
    const failed = commands.find((command) => command.error !== undefined);
    const ofCommand = failed === undefined ? undefined : failedCommand(device, failed);
    const reason = error === undefined ? ofCommand : withoutName(device, error.message);
    const done = commands.filter((command) => command.status === 'ok').length;
    const note = messagesNote(commands);
    const messages = note === '' ? '' : `. ${note}`;
    const found = platformNote(event.result);
    this.#stream.write(
      `${status.padEnd(10)} ${printable(device)}: ${done} of ${commands.length} commands, ${formatDuration(durationMs)}` +
        `${found === '' ? '' : ` ${printable(found)}`}${reason === undefined ? messages : `. ${printable(reason)}`}\n`,
    );
  }

  pause(): void {
    // Lines need no stepping aside.
  }

  resume(): void {
    // Nothing was taken away.
  }

  finish(): void {
    // Every line has been printed already.
  }
}
