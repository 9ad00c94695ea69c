import { join } from 'node:path';
import { projectFolder } from '../../../src/build/projectFolder.ts';
import { startLabProcess, type LabProcess } from '../../../src/engine/lab/startLabProcess.ts';

/** Starts the bundled lab and waits until its devices listen and the inventory is written. */
export function startLab(inventory: string): Promise<LabProcess> {
  return startLabProcess(join(projectFolder, 'dist/lab.js'), { words: ['--inventory', inventory] });
}
