import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { CommandMode, ExpectStep } from '../../../src/api/template.ts';
import type { PlayedStep } from './playedDevice.ts';

/** A recorded command line and what a session has to make of it (test/fixtures/recordings). */
export interface Recording {
  readonly name: string;
  readonly platform: string;
  readonly secrets?: Record<string, string>;
  readonly greeting: string;
  readonly steps: readonly PlayedStep[];
  readonly commands: readonly {
    readonly text: string;
    readonly mode?: CommandMode;
    readonly expect?: readonly ExpectStep[];
    readonly status?: string;
    readonly code?: string;
    readonly failure?: string;
    readonly output: string;
    /** What is kept apart from it; nothing where it is absent. */
    readonly messages?: string;
    readonly closed?: boolean;
  }[];
  readonly notes?: number;
}

/** All recordings, in the order of their names. */
export function readRecordings(): Recording[] {
  const root = fileURLToPath(new URL('../../fixtures/recordings', import.meta.url));
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder.name)).map((file) => ({
      ...(parse(readFileSync(join(root, folder.name, file), 'utf8')) as Recording),
      name: `${folder.name}/${file}`,
    })),
  );
}
