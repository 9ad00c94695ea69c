import type { LiveBreaker } from '../run/liveRun.ts';
import type { RunEntry } from './runLibrary.ts';

/** One run. Nodes are identities: what they show is looked up when it is shown. */
export interface RunNode {
  readonly kind: 'run';
  /** Another one for the newest run: the editor keeps what is unfolded by id, and only the newest starts unfolded. */
  readonly id: string;
  readonly entry: RunEntry;
  readonly isNewest: boolean;
}

/** One device of a run. */
export interface RunDeviceNode {
  readonly kind: 'runDevice';
  readonly id: string;
  readonly run: RunNode;
  readonly device: string;
}

/** One command of a device of a run. */
export interface RunCommandNode {
  readonly kind: 'runCommand';
  readonly id: string;
  readonly parent: RunDeviceNode;
  readonly index: number;
}

/** A site or jump host that a run which goes on leaves alone for now. */
export interface RunBreakerNode {
  readonly kind: 'runBreaker';
  readonly id: string;
  readonly run: RunNode;
  readonly breaker: LiveBreaker;
}

/** The rest of a long list, behind a click. */
export interface MoreNode {
  readonly kind: 'more';
  readonly id: string;
  /** Undefined for the list of runs itself. */
  readonly parent: RunNode | undefined;
}

/** A node of the Runs view. */
export type RunsNode = RunNode | RunDeviceNode | RunCommandNode | RunBreakerNode | MoreNode;

/** True for runs, devices and commands of the Runs view; arguments of commands can be anything. */
export function isResultNode(value: unknown): value is RunNode | RunDeviceNode | RunCommandNode {
  const kind = (value as { kind?: unknown } | null | undefined)?.kind;
  return kind === 'run' || kind === 'runDevice' || kind === 'runCommand';
}

/** The run that a node belongs to. */
export function runOf(node: RunNode | RunDeviceNode | RunCommandNode): RunNode {
  if (node.kind === 'run') return node;
  return node.kind === 'runDevice' ? node.run : node.parent.run;
}
