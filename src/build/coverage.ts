import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  missedGoals,
  percentOf,
  sumCoverage,
  type CoverageGoal,
  type CoverageSummary,
} from './coverage/sumCoverage.ts';
import { typeOnlyFiles } from './coverage/typeOnlyFiles.ts';
import { projectFolder } from './projectFolder.ts';

const goals: readonly CoverageGoal[] = [
  { layer: 'core', percent: 90 },
  { layer: '', percent: 80 },
];

/** V8's own records, one file for each process; the same folder stands in .c8rc.json. */
const rawFolder = join(projectFolder, 'coverage/raw');

/** Runs a script of this project on this Node, with every process below it recording what it runs. */
function measured(args: readonly string[]): Promise<boolean> {
  return run(args, { ...process.env, NODE_V8_COVERAGE: rawFolder });
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  const child = spawn(process.execPath, [...args], { cwd: projectFolder, stdio: 'inherit', env });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}

async function reportLines(): Promise<string[]> {
  const summary = join(projectFolder, 'coverage/coverage-summary.json');
  const sums = sumCoverage(
    JSON.parse(await readFile(summary, 'utf8')) as CoverageSummary,
    join(projectFolder, 'src'),
  );
  console.log('\nLines covered by unit, contract and host tests (details: coverage/index.html)');
  for (const [layer, lines] of [...sums].sort()) {
    console.log(
      `  ${`src/${layer}`.padEnd(16)} ${percentOf(lines).toFixed(1).padStart(6)} %  of ${String(lines.total)}`,
    );
  }
  return missedGoals(sums, goals);
}

/** Runs everything that counts; returns whether all of it passed. */
async function runTests(): Promise<boolean> {
  await rm(join(projectFolder, 'coverage'), { recursive: true, force: true });
  const mocha = join('node_modules', 'mocha', 'bin', 'mocha.js');
  const passed = [
    await measured(['src/build/bundle.ts']),
    await measured([mocha, 'test/unit/**/*.test.ts', 'test/contract/**/*.test.ts']),
    await measured(['test/host/runHost.ts', '--only', 'api']),
  ];
  return !passed.includes(false);
}

/** Runs the tests and reports what they covered; with `--report`, only reports on the records that are there. */
async function main(args: readonly string[]): Promise<void> {
  if (!args.includes('--report') && !(await runTests())) {
    console.error('Tests failed while coverage was measured.');
    process.exitCode = 1;
  }
  // The paths of .c8rc.json: those of sources that run as they are, and those that the source maps of dist/ give.
  const withoutCode = (await typeOnlyFiles(join(projectFolder, 'src'))).flatMap((path) =>
    ['**', '..'].flatMap((start) => ['--exclude', `${start}/src/${path}`]),
  );
  const c8 = join('node_modules', 'c8', 'bin', 'c8.js');
  if (!(await run([c8, 'report', '--exclude', '**/test/**', ...withoutCode], process.env)))
    throw new Error('The coverage report failed.');
  const missed = await reportLines();
  for (const sentence of missed) console.error(sentence);
  if (missed.length > 0) process.exitCode = 1;
}

await main(process.argv.slice(2));
