import { join } from 'node:path';
import { projectFolder } from '../../../src/build/projectFolder.ts';
import { writeEarlierRun } from './earlierRun.ts';

/** Suites that run together inside one extension host. */
export interface HostSuites {
  /** Folder below `test/host`; names the artefacts too. */
  readonly name: string;
  /** Folder that is copied and opened. */
  readonly workspace: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Writes more into the workspace before the editor opens it. */
  readonly prepare?: (workspace: string) => Promise<void>;
}

const workspaces = join(projectFolder, 'test/fixtures/workspaces');

/** Every group of suites that runs inside an extension host, in the order in which they run. */
export const hostSuites: readonly HostSuites[] = [
  { name: 'api', workspace: join(workspaces, 'campus') },
  {
    name: 'load',
    workspace: join(workspaces, 'campus'),
    prepare: (workspace) => writeEarlierRun(workspace, 1000),
  },
];
