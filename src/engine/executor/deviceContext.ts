import type { DeviceAddress } from '../../api/device.ts';
import type { Clock } from '../../api/ports.ts';
import type { RunEvent } from '../../api/run.ts';
import type { RunWriter } from '../../store/runWriter.ts';
import type { RunSessions } from './sessionSource.ts';

type WithoutStamp<T> = T extends unknown ? Omit<T, 'at' | 'run'> : never;

/** An event before it gets its time and its run. */
export type UnstampedEvent = WithoutStamp<RunEvent>;

/** Opens one more session on a device within the limits that all share; see `RunTurns.further`. */
export type FurtherTurn = <T>(
  device: DeviceAddress,
  signal: AbortSignal,
  open: () => Promise<T>,
) => Promise<{ readonly value: T; readonly release: () => void }>;

/** What the work on one device needs of its run. */
export interface DeviceContext {
  readonly clock: Clock;
  readonly writer: RunWriter;
  readonly sessions: RunSessions;
  readonly further: FurtherTurn;
  readonly emit: (event: UnstampedEvent) => void;
  /** Whether a person has cancelled the lines of a `###` block: they are not sent any more. */
  readonly isBlockCancelled: (block: string | undefined) => boolean;
  /** Where the output of a command is cut. */
  readonly maxOutputBytes: number;
  /** The run folder cannot be written: ends the whole run. */
  readonly onStoreFailure: (error: unknown) => void;
}
