import { join } from 'node:path';

/** The folder of the project: the one with package.json. Absolute. */
export const projectFolder = join(import.meta.dirname, '../..');
