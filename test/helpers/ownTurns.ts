import type { Profiler } from 'node:inspector';

/** A turn of the event loop, in microseconds of the monotonic clock (`process.hrtime`), which profiles use as well. */
export interface Turn {
  readonly fromUs: number;
  readonly toUs: number;
}

/** What a file had of a turn. */
export interface OwnPart {
  /** Milliseconds by the clock in functions of the file, and in what they called. */
  readonly ms: number;
  /** The file's outermost function that took most of them. */
  readonly by: string;
}

/**
 * The longest part that functions of the file whose URL ends in `file` had of one of these turns, by the samples of a CPU profile.
 * Collections of garbage are nobody's in a profile, and not in here. Undefined where they had no part in any.
 */
export function longestOwnPart(
  profile: Profiler.Profile,
  file: string,
  turns: readonly Turn[],
): OwnPart | undefined {
  const owners = ownersOf(profile.nodes, file);
  const inOrder = [...turns].sort((left, right) => left.fromUs - right.fromUs);
  const parts = inOrder.map(() => new Map<string, number>());
  const deltas = profile.timeDeltas ?? [];
  let at = profile.startTime;
  let turn = 0;
  for (const [index, id] of (profile.samples ?? []).entries()) {
    at += deltas[index] ?? 0;
    while (turn < inOrder.length && at >= (inOrder[turn] as Turn).toUs) turn += 1;
    const current = inOrder[turn];
    const owner = owners.get(id);
    if (current === undefined || at < current.fromUs || owner === undefined) continue;
    // a sample stands for the time until the next one
    const us = Math.min(deltas[index + 1] ?? 0, current.toUs - at);
    const part = parts[turn] as Map<string, number>;
    part.set(owner, (part.get(owner) ?? 0) + us);
  }
  return parts.map(sumOf).reduce(longer, undefined);
}

function sumOf(part: ReadonlyMap<string, number>): OwnPart | undefined {
  const [most] = [...part].sort((left, right) => right[1] - left[1]);
  if (most === undefined) return undefined;
  return { ms: [...part.values()].reduce((sum, us) => sum + us, 0) / 1000, by: most[0] };
}

function longer(one: OwnPart | undefined, other: OwnPart | undefined): OwnPart | undefined {
  return (other?.ms ?? 0) > (one?.ms ?? 0) ? other : one;
}

/** For each node in whose call the file takes part: its outermost function there. */
function ownersOf(nodes: readonly Profiler.ProfileNode[], file: string): Map<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const owners = new Map<number, string>();
  const visit = (node: Profiler.ProfileNode, outer: string | undefined): void => {
    const { url, functionName, lineNumber } = node.callFrame;
    const name = `${functionName || 'anonymous'}:${String(lineNumber + 1)}`;
    const owner = outer ?? (url.endsWith(file) ? name : undefined);
    if (owner !== undefined) owners.set(node.id, owner);
    for (const child of node.children ?? []) {
      const next = byId.get(child);
      if (next !== undefined) visit(next, owner);
    }
  };
  const [root] = nodes;
  if (root !== undefined) visit(root, undefined);
  return owners;
}
