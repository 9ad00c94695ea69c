import { join } from 'node:path';
import { projectFolder } from '../../../src/build/projectFolder.ts';

/** Screenshots and logs of the host tests. Not under version control. */
export const artefactsFolder = join(projectFolder, 'test/artefacts');
