import type { SourcePosition } from '../../../api/diagnostic.ts';
import type { CommandMode, ExpectStep } from '../../../api/template.ts';
import type { FilePath } from '../platformFile.ts';

/** One thing that has to be sent to a device, line end included, and what it says then. */
export interface RecordedStep {
  readonly send: string;
  readonly reply: string;
  /** The device ends the connection behind the reply. */
  readonly close?: boolean;
}

/** A command that is run against a recording, and what a session has to make of it. */
export interface RecordedCommand {
  readonly text: string;
  readonly mode?: CommandMode;
  readonly expect?: readonly ExpectStep[];
  /** How it ends; `ok` where nothing is said. */
  readonly status?: 'ok' | 'rejected' | 'timeout' | 'failed';
  readonly code?: string;
  /** The device's line that says it refuses. */
  readonly failure?: string;
  /** Exactly what comes out; not compared where it is absent. */
  readonly output?: string;
  /** Exactly what is kept apart from it; not compared where it is absent. */
  readonly messages?: string;
  /** True where the session is closed afterwards. */
  readonly closed?: boolean;
}

/** A recorded session of a device (docs/platforms.md has the format). */
export interface Recording {
  readonly platform: string;
  /** Made-up values for what the platform asks for. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** What the device says after the login. */
  readonly greeting: string;
  readonly steps: readonly RecordedStep[];
  readonly commands: readonly RecordedCommand[];
  /** How many notes the user gets; none where nothing is said. */
  readonly notes?: number;
}

/** A recording with the places of what it says. */
export interface RecordingSource {
  readonly recording: Recording;
  readonly positionOf: (path: FilePath) => SourcePosition;
}
