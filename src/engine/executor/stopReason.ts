import type { ErrorInfo } from '../../api/diagnostic.ts';
import type { CommandStatus, DeviceStatus } from '../../api/run.ts';

/** Why a run or one device was stopped; the reason of its `AbortSignal`. */
export class StopReason extends Error {
  readonly kind: 'cancelled' | 'interrupted' | 'failed';
  readonly error: ErrorInfo | undefined;

  constructor(kind: StopReason['kind'], error?: ErrorInfo) {
    super(error?.message ?? `The run was ${kind}.`);
    this.name = 'StopReason';
    this.kind = kind;
    this.error = error;
  }
}

/** How a stopped device and its commands are shown. */
export interface StoppedStatuses {
  readonly device: DeviceStatus;
  readonly running: CommandStatus;
  readonly waiting: CommandStatus;
  readonly error: ErrorInfo | undefined;
}

/** The statuses that a stop leaves behind. Any other reason than ours counts as cancelled. */
export function stoppedStatuses(reason: unknown): StoppedStatuses {
  if (!(reason instanceof StopReason) || reason.kind === 'cancelled') {
    return { device: 'cancelled', running: 'cancelled', waiting: 'cancelled', error: undefined };
  }
  return { device: reason.kind, running: 'failed', waiting: 'skipped', error: reason.error };
}
