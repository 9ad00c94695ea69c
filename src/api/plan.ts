import type { ErrorInfo, SourcePosition } from './diagnostic.ts';
import type { DeviceAddress } from './device.ts';
import type { RenderedCommand } from './template.ts';

/** A device with exactly the lines it will get. */
export interface PlannedDevice {
  readonly device: DeviceAddress;
  readonly commands: readonly RenderedCommand[];
  /** In a plan that continues a run: the position that each command had there. */
  readonly continued?: readonly number[];
}

/** A selected device that will not be contacted, with every reason. */
export interface RefusedDevice {
  readonly device: string;
  readonly reasons: readonly (ErrorInfo & { readonly at?: SourcePosition })[];
}

/** A command that can hurt. It is sent only after a confirmation that names device and line. */
export interface HeldCommand {
  readonly device: string;
  /** Index in the device's `commands`, from 0. */
  readonly index: number;
  readonly text: string;
  /** Why it is held, for example `reloads the device`. */
  readonly reason: string;
}

/**
 * What will be sent to whom. A dry run shows it, a run executes the same object.
 * Plain data: it crosses process boundaries and is stored as it is in run.json.
 */
export interface Plan {
  readonly version: 1;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** What it was made from: a template file, or a single command. */
  readonly title: string;
  readonly templateFile?: string;
  readonly filter?: string;
  /** Id of the run that this one continues: the devices have only the lines that were missing there. */
  readonly continues?: string;
  readonly devices: readonly PlannedDevice[];
  readonly refused: readonly RefusedDevice[];
  readonly held: readonly HeldCommand[];
}
