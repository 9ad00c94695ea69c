import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { projectFolder } from './projectFolder.ts';

/**
 * Runs the tests against collections of recordings made by others. They are read where they are: in the folder that
 * SHOWRUN_CORPORA names, or beside the project. Without them there is nothing to run, which is said and is no failure.
 */
function main(): number {
  const folder = resolve(projectFolder, process.env['SHOWRUN_CORPORA'] ?? '../shared/corpora');
  if (!existsSync(folder)) {
    console.log(`No corpora in ${folder}: nothing was tested. SHOWRUN_CORPORA names another folder.`);
    return 0;
  }
  console.log(`Corpora: ${folder}`);
  const mocha = join(projectFolder, 'node_modules/mocha/bin/mocha.js');
  const { status } = spawnSync(
    process.execPath,
    [mocha, '--timeout', '120000', 'test/corpora/**/*.test.ts'],
    {
      cwd: projectFolder,
      stdio: 'inherit',
      env: { ...process.env, SHOWRUN_CORPORA: folder },
    },
  );
  return status ?? 1;
}

process.exitCode = main();
