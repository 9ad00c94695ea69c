import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';

/** Length of the lab's long line, its line end included. */
const length = 100_000_000;

/** Checks that a file has the lab's line of 100 MB behind its first line, with every number in it (see `long-line`). */
export async function assertLongLine(path: string): Promise<void> {
  let at = -1; // in the long line; behind the first line end
  let rest = '';
  let wrong = 0;
  for await (const chunk of createReadStream(path, { encoding: 'latin1', highWaterMark: 1_000_000 })) {
    rest += chunk as string;
    if (at < 0) {
      const first = rest.indexOf('\n');
      if (first < 0) continue;
      rest = rest.slice(first + 1);
      at = 0;
    }
    let used = 0;
    for (; rest.length - used >= 10 && at + 10 < length; used += 10, at += 10) {
      if (Number(rest.slice(used, used + 10)) !== at / 10) wrong += 1;
    }
    rest = rest.slice(used);
  }
  assert.equal(wrong, 0);
  assert.ok(rest.startsWith(`${'.'.repeat((length - 1) % 10)}\n`), rest.slice(0, 100));
}
