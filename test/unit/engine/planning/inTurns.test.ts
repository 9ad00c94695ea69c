import assert from 'node:assert/strict';
import { inTurns } from '../../../../src/engine/planning/inTurns.ts';

/** Steps that take so many milliseconds each, by a clock of their own. */
function work(
  count: number,
  stepMs: number,
): { readonly steps: Generator<undefined, string>; now(): number } {
  let time = 0;
  function* steps(): Generator<undefined, string> {
    for (let index = 0; index < count; index += 1) {
      time += stepMs;
      yield;
    }
    return 'done';
  }
  return { steps: steps(), now: () => time };
}

async function turnsOf(count: number, stepMs: number): Promise<number> {
  const { steps, now } = work(count, stepMs);
  let turns = 0;
  let going = true;
  const turn = (): void => {
    turns += 1;
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  assert.equal(await inTurns(steps, now), 'done');
  going = false;
  return turns;
}

describe('inTurns', () => {
  it('lets the event loop turn whenever the work has lasted for 10 ms', async () => {
    const turns = await turnsOf(100, 2);
    assert.ok(turns >= 19 && turns <= 22, `the event loop turned ${String(turns)} times`);
  });

  it('does little work in one go', async () => {
    assert.equal(await turnsOf(4, 2), 0);
  });

  it('rejects with what a step throws', async () => {
    function* steps(): Generator<undefined, never> {
      yield;
      throw new Error('no such field');
    }
    await assert.rejects(inTurns(steps()), /no such field/);
  });
});
