import type { Writable } from 'node:stream';
import type { CliStream } from './cliIo.ts';

/** What a reader that went away looks like: EPIPE, or on Windows EOF; the stream is destroyed afterwards. */
const goneCodes: ReadonlySet<string | undefined> = new Set(['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED']);

/** Standard output or error of the process. A reader that goes away (`showrun devices | head`) is no error of ours. */
export function processStream(
  target: Writable & { readonly isTTY?: boolean; readonly columns?: number },
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
    if (!goneCodes.has(error.code)) throw error;
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
