import type { Writable } from 'node:stream';
import type { CliStream } from './cliIo.ts';

/** What a reader that went away looks like: EPIPE, or on Windows EOF, EIO for a terminal; the stream is destroyed afterwards. */
const goneCodes: ReadonlySet<string | undefined> = new Set(['EPIPE', 'EOF', 'EIO', 'ERR_STREAM_DESTROYED']);

/**
 * Standard output or error of the process. A reader that goes away (`showrun devices | head`) is no error of ours. Where it
 * cannot be written for another reason (a full disk) `onLost` is told, and the rest goes nowhere: what was begun on devices is
 * more important than its printing.
 */
export function processStream(
  target: Writable & { readonly isTTY?: boolean; readonly columns?: number },
  onLost: (error: NodeJS.ErrnoException) => void = () => undefined,
): CliStream {
  let isGone = false;
  let wake: (() => void) | undefined;
  const taken = (): void => {
    wake?.();
    wake = undefined;
  };
  target.on('drain', taken);
  target.on('close', () => {
    isGone = true;
    taken();
  });
  target.on('error', (error: NodeJS.ErrnoException) => {
    if (!isGone && !goneCodes.has(error.code)) onLost(error);
    isGone = true;
    taken();
  });
  let waiting: Promise<void> | undefined;
  return {
    isTerminal: target.isTTY === true,
    get columns() {
      return target.columns || 80;
    },
    isGone: () => isGone,
    write(text) {
      if (!isGone) target.write(text);
    },
    async ready() {
      if (isGone || !target.writableNeedDrain) return;
      waiting ??= new Promise<void>((resolve) => {
        wake = resolve;
      }).finally(() => {
        waiting = undefined;
      });
      await waiting;
    },
  };
}
