// A thread beside the executor's event loop (watchdog.ts). It shares nothing with it but a counter.
import { writeSync } from 'node:fs';
import { Session } from 'node:inspector';
import type { Debugger } from 'node:inspector';
import { workerData } from 'node:worker_threads';
import type { WatchdogTask } from './watchdog.ts';
import { watchdogPrefix } from './watchdogWords.ts';

/** Innermost calls that are named. */
const namedCalls = 6;

const { beats, beatMs, noticeMs, endMs } = workerData as WatchdogTask;

let before = -1;
/** Own beats without one of the event loop's: time that the machine slept is nobody's fault. */
let silent = 0;

setInterval(() => {
  const now = Atomics.load(beats, 0);
  const silentMs = silent * beatMs;
  if (now !== before) {
    if (silentMs >= noticeMs) say(`it goes on after ${seconds(silentMs)}.`);
    before = now;
    silent = 0;
    return;
  }
  silent += 1;
  const isNew = (limit: number): boolean => silentMs < limit && silent * beatMs >= limit;
  if (isNew(noticeMs)) {
    say(`the executor has been busy with one thing for ${seconds(noticeMs)}.`);
    tellWhere();
  }
  if (isNew(endMs)) {
    say(`the executor has been busy with one thing for ${seconds(endMs)}, so it is ended.`);
    process.kill(process.pid, 'SIGKILL');
  }
}, beatMs);

/** Halts the event loop for a moment to look at what it is doing. Says nothing where the runtime has no inspector. */
function tellWhere(): void {
  try {
    const session = new Session();
    session.connectToMainThread();
    const files = new Map<string, string>();
    session.on('Debugger.scriptParsed', ({ params }) => files.set(params.scriptId, params.url));
    session.on('Debugger.paused', ({ params }) => {
      say(
        `it is in ${params.callFrames
          .slice(0, namedCalls)
          .map((frame) => nameOf(frame, files))
          .join(', called by ')}`,
      );
      session.post('Debugger.resume', () => {
        session.disconnect();
      });
    });
    session.post('Debugger.enable', () => {
      session.post('Debugger.pause');
    });
  } catch {
    say('where it hangs cannot be told here.');
  }
}

function nameOf({ functionName, location }: Debugger.CallFrame, files: ReadonlyMap<string, string>): string {
  const { scriptId, lineNumber, columnNumber } = location;
  const file = files.get(scriptId)?.split('/').at(-1) ?? '?';
  const name = functionName === '' ? 'a function' : functionName;
  return `${name} (${file}:${String(lineNumber + 1)}:${String((columnNumber ?? 0) + 1)})`;
}

function seconds(ms: number): string {
  return `${String(Math.round(ms / 100) / 10)} s`;
}

/** Straight to the descriptor: streams need the event loop that hangs. */
function say(text: string): void {
  try {
    writeSync(2, `${watchdogPrefix}${text}\n`);
  } catch {
    // the host is gone
  }
}
