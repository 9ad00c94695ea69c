import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { takeCoverage } from 'node:v8';
import Mocha from 'mocha';
import { TallyReporter } from '../helpers/tallyReporter.ts';
import { report } from './harness/report.ts';

const testLimitMs = 60_000;

/**
 * Runs the suites inside the extension host: the editor calls this. The folder with the bundled suites stands in SHOWRUN_SUITES.
 *
 * @throws Error if a test failed or if there was none.
 */
export async function run(): Promise<void> {
  const folder = process.env['SHOWRUN_SUITES'];
  if (folder === undefined) throw new Error('SHOWRUN_SUITES does not say which suites to run.');
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: testLimitMs,
    color: false,
    forbidOnly: true,
    reporter: TallyReporter,
  });
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.test.js')) mocha.addFile(join(folder, name));
  }
  Mocha.reporters.Base.consoleLog = report;
  let ran = 0;
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('test end', () => (ran += 1));
  });
  // The editor ends this process without the usual end of a Node process.
  if (process.env['NODE_V8_COVERAGE'] !== undefined) takeCoverage();
  if (failures > 0) throw new Error(`${String(failures)} of ${String(ran)} tests failed.`);
  if (ran === 0) throw new Error(`No test ran: there is no suite in ${folder}.`);
}
