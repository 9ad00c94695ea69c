import type { Run } from '../../src/engine/client/engine.ts';
import type { Dice } from './dice.ts';
import type { SoakJumpHost } from './soakNetwork.ts';

/** Devices of a run that were cancelled; all of them where it is `all`, any of them where a block was. */
export type Cancelled = ReadonlySet<string> | 'all' | 'block';

/**
 * At a random moment of some runs cancels everything, one device or a block, or has a jump host lose all its connections. Gives
 * a function that says what was cancelled.
 */
export function disturbSometimes(
  run: Run,
  dice: Dice,
  names: readonly string[],
  jumpHosts: readonly SoakJumpHost[],
): () => Cancelled {
  const what = dice.number(1, 100);
  const at = dice.number(1, 30);
  const name = dice.one(names);
  const jumpHost = dice.one(jumpHosts);
  let cancelled: Cancelled = new Set();
  let seen = 0;
  run.onEvent(() => {
    seen += 1;
    if (seen !== at || what > 29) return;
    if (what <= 8) {
      cancelled = 'all';
      run.cancel();
    } else if (what <= 20) {
      cancelled = new Set([name]);
      run.cancel(name);
    } else if (what <= 25) {
      cancelled = 'block';
      run.cancel({ block: 'One' });
    } else jumpHost.drop();
  });
  return () => cancelled;
}
