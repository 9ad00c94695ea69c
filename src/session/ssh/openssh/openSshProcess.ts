import type { ByteStream } from '../../../api/transport.ts';
import { ShowrunError } from '../../../core/errors.ts';
import { systemTime } from '../../time/systemTime.ts';
import { whereToSet } from '../../whereToSet.ts';
import { endChild } from '../endChild.ts';
import { explainOpenSsh, explainOpenSshEnd } from './explainOpenSsh.ts';
import { guardedSpawn } from './guardedSpawn.ts';
import type { GuardedChild } from './guardedSpawn.ts';

export interface OpenSshStart {
  /** Names the device in messages. */
  readonly label: string;
  readonly program: string;
  readonly arguments: readonly string[];
  /** From the start to the login, in milliseconds. */
  readonly timeoutMs: number;
}

/** Last characters of the program's own words that are kept. */
const stderrLength = 16 * 1024;

/**
 * Starts `ssh` and waits until it has logged in; its input and output are the terminal. Rejects with a coded error, or with the
 * reason of `signal`; the program never outlives the stream.
 */
export function startOpenSsh(start: OpenSshStart, signal: AbortSignal): Promise<ByteStream> {
  if (signal.aborted) return Promise.reject(signal.reason as Error);
  const child = guardedSpawn(start.program, start.arguments);
  let stderr = '';
  child.stdin.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      stopTimer();
      signal.removeEventListener('abort', onAbort);
      child.off('close', onClose);
      child.stdout.off('readable', onOpen);
    };
    const fail = (error: Error): void => {
      settle();
      endChild(child);
      reject(error);
    };
    const onAbort = (): void => {
      fail(signal.reason as Error);
    };
    const onClose = (code: number | null, killedBy: NodeJS.Signals | null): void => {
      fail(explainOpenSsh(start.label, stderr, killedBy ?? `code ${String(code)}`));
    };
    let open = false;
    const onOpen = (): void => {
      // At its end the output becomes readable as well, with nothing in it; `close` tells about that.
      if (open || (child.stdout.readableLength === 0 && !loggedIn.test(stderr))) return;
      open = true;
      settle();
      resolve(processStream(start.label, child, () => stderr));
    };
    const stopTimer = systemTime.after(start.timeoutMs, () => {
      fail(timeoutError(start.label, start.timeoutMs));
    });
    signal.addEventListener('abort', onAbort, { once: true });
    child.on('error', (error) => {
      fail(explainOpenSsh(start.label, error.message, 'no start'));
    });
    child.once('close', onClose);
    child.stdout.on('readable', onOpen);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-stderrLength);
      onOpen();
    });
  });
}

/** sshconnect2.c, at the level `verbose`. */
const loggedIn = /^Authenticated to /m;

function processStream(label: string, child: GuardedChild, stderr: () => string): ByteStream {
  let closedByUs = false;
  return {
    onData(listener) {
      child.stdout.on('data', listener);
    },
    onClose(listener) {
      // After `close` of the process all of its output has been read.
      child.once('close', () => {
        listener(closedByUs ? undefined : explainOpenSshEnd(label, stderr()));
      });
    },
    write(data) {
      if (child.stdin.writable) child.stdin.write(data);
    },
    pause() {
      child.stdout.pause();
    },
    resume() {
      child.stdout.resume();
    },
    close() {
      closedByUs = true;
      child.stdin.destroy();
      child.stdout.destroy();
      endChild(child);
    },
  };
}

function timeoutError(label: string, ms: number): ShowrunError {
  return new ShowrunError('session.login-timeout', `${label}: ssh did not log in within ${ms / 1000} s.`, {
    hint: `A FIDO key may have waited for a touch, or the device for an AAA server. A longer login time-out may help (${whereToSet.loginTimeout}).`,
  });
}
