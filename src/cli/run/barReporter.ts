import { printable } from '../../core/text/printable.ts';
import type { RunEvent } from '../../api/run.ts';
import type { CliStream } from '../cliIo.ts';
import { breakerLine } from './breakerLine.ts';
import { failedCommand, withoutName } from './failureWords.ts';
import { sleptLine } from './sleptLine.ts';
import type { RunReporter } from './runReporter.ts';

const barWidth = 24;
/** Redrawing more often costs time and shows nothing more. */
const redrawEveryMs = 80;

/** A progress bar in the last line of a terminal, with failures as lines above it. */
export class BarReporter implements RunReporter {
  readonly #stream: CliStream;
  readonly #total: number;
  #done = 0;
  #failed = 0;
  #latest = '';
  #paused = false;
  #finished = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(stream: CliStream, total: number) {
    this.#stream = stream;
    this.#total = total;
  }

  onEvent(event: RunEvent): void {
    if (event.type === 'command-finished') this.#latest = `${event.device}: ${event.result.command}`;
    const notice = breakerLine(event) ?? sleptLine(event);
    if (notice !== undefined) {
      this.#clear();
      this.#stream.write(notice);
    }
    if (event.type === 'device-finished') {
      this.#done++;
      if (event.result.status !== 'ok') this.#fail(event.device, reasonOf(event));
    }
    this.#timer ??= setTimeout(() => this.#draw(), redrawEveryMs);
  }

  pause(): void {
    this.#paused = true;
    this.#clear();
  }

  resume(): void {
    this.#paused = false;
    this.#draw();
  }

  finish(): void {
    this.#finished = true;
    clearTimeout(this.#timer);
    this.#clear();
  }

  #fail(device: string, reason: string): void {
    this.#failed++;
    this.#clear();
    this.#stream.write(`failed  ${printable(device)}: ${printable(reason)}\n`);
  }

  #draw(): void {
    // Also drawn at once: what waited would draw after the end, over the summary.
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#paused || this.#finished) return;
    const filled = this.#total === 0 ? barWidth : Math.floor((this.#done / this.#total) * barWidth);
    const bar = '#'.repeat(filled).padEnd(barWidth, '-');
    const failed = this.#failed === 0 ? '' : `  ${this.#failed} failed`;
    const line = `[${bar}] ${this.#done} of ${this.#total} devices${failed}  ${printable(this.#latest)}`;
    this.#stream.write(`\r\u001b[K${line.slice(0, Math.max(20, this.#stream.columns - 1))}`);
  }

  #clear(): void {
    this.#stream.write('\r\u001b[K');
  }
}

function reasonOf({ result }: RunEvent & { type: 'device-finished' }): string {
  if (result.error !== undefined) return withoutName(result.device, result.error.message);
  const failed = result.commands.find((command) => command.error !== undefined);
  return failed === undefined ? result.status : failedCommand(result.device, failed);
}
