import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** What one mocha process has to say in the end. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly pending: number;
}

/**
 * Mocha's usual report, and beside it the three numbers as a JSON file in the folder that SHOWRUN_TALLY names, for whoever
 * adds up several runs. A run that crashes leaves no file.
 */
export class TallyReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const folder = process.env['SHOWRUN_TALLY'];
    if (folder === undefined) return;
    let failed = 0;
    // A failing hook is not a failed test in mocha's own statistics of tests, but it is a failure.
    runner.on('fail', () => (failed += 1));
    runner.once('end', () => {
      const tally: Tally = { passed: this.stats.passes, failed, pending: this.stats.pending };
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${String(process.pid)}-${String(Date.now())}.json`), JSON.stringify(tally));
    });
  }
}

// Mocha takes the default export of the module it is given.
export { TallyReporter as default };
