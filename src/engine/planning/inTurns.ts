import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work in one turn of the event loop, in milliseconds: far below what a person at an editor notices. */
const turnMs = 10;

/** Does work step by step, and lets the event loop turn whenever it has lasted for a while. Rejects with what a step throws. */
export async function inTurns<T>(
  steps: Iterator<unknown, T>,
  now: () => number = () => performance.now(),
): Promise<T> {
  let until = now() + turnMs;
  let step = steps.next();
  while (step.done !== true) {
    if (now() >= until) {
      await nextTurn();
      until = now() + turnMs;
    }
    step = steps.next();
  }
  return step.value;
}
