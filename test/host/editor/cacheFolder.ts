import { join } from 'node:path';
import { projectFolder } from '../../../src/build/projectFolder.ts';

/** Where the VS Code server and the browser of the tests are kept. Not under version control; may be deleted at any time. */
export const cacheFolder = join(projectFolder, '.vscode-test');
