import type { DeviceAddress } from '../../api/device.ts';
import type { ErrorInfo } from '../../api/diagnostic.ts';
import type { PlannedDevice } from '../../api/plan.ts';
import type { Prompter } from '../../api/question.ts';
import type { Session } from '../../session/session.ts';
import type { LogLine } from '../protocol.ts';
import type { RunOptions } from '../runOptions.ts';

/** Opens the sessions of one run. */
export interface RunSessions {
  /** Throws a coded error; closes everything at once when `signal` is aborted. */
  open(device: DeviceAddress, signal: AbortSignal): Promise<Session>;
  /**
   * The jump host of a device that an ssh_config knows and the inventory does not, as it is written there; undefined where there is none to
   * look for. Resolves with nothing where none is named, also where the file cannot be read: opening tells about that.
   */
  jumpHostOf?(device: DeviceAddress, signal: AbortSignal): Promise<string | undefined> | undefined;
  /** How many sessions a device may have at once for the lines of a `@parallel` block, `first` among them; one where absent. */
  sessionsAtOnce?(device: DeviceAddress, first: Session): number;
  /**
   * A further session beside `first`. Throws as `open` does. Asks nobody for a one-time code, and is not kept for another run.
   */
  openFurther?(device: DeviceAddress, first: Session, signal: AbortSignal): Promise<Session>;
  /** Why nothing of a plan must be sent over a session, now that the device is known. */
  refusal?(planned: PlannedDevice, session: Session): ErrorInfo | undefined;
  /** Masks the secrets of the run in a text that is about to leave the executor. */
  redact(text: string): string;
  /** Forgets the secrets of the run and closes what its devices shared. */
  close(): void;
}

/** What a run needs sessions for. */
export interface SessionRequest {
  readonly options: RunOptions;
  /** Folders that plugins are loaded from. */
  readonly pluginRoots: readonly string[];
  readonly prompter: Prompter;
  /** For the program's log. */
  readonly log: (line: LogLine) => void;
}

/** Where sessions come from: real ones, or those of a test. */
export interface SessionSource {
  /** Throws a coded error where something cannot be loaded. */
  forRun(request: SessionRequest): Promise<RunSessions>;
  /** Logs out what is kept between runs; called when no run goes on any more. */
  close?(): void;
}
