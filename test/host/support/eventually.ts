import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

const limitMs = 20_000;

/** Waits until a condition gives something other than undefined or false, and returns it; fails with `what` after a while. */
export async function eventually<T>(
  what: string,
  condition: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== false) return value;
    assert.ok(Date.now() < end, `Waited ${String(limitMs)} ms in vain until ${what}.`);
    await sleep(25);
  }
}
