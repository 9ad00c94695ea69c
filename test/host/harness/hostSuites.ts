import { join } from 'node:path';
import { projectFolder } from '../../../src/build/projectFolder.ts';

/** Suites that run together inside one extension host. */
export interface HostSuites {
  /** Folder below `test/host`; names the artefacts too. */
  readonly name: string;
  /** Folder that is copied and opened. */
  readonly workspace: string;
  readonly settings?: Readonly<Record<string, unknown>>;
}

const workspaces = join(projectFolder, 'test/fixtures/workspaces');

/** Every group of suites that runs inside an extension host, in the order in which they run. */
export const hostSuites: readonly HostSuites[] = [{ name: 'api', workspace: join(workspaces, 'campus') }];
