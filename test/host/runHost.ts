import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from '../../src/build/projectFolder.ts';
import { bundleSuites } from './harness/bundleSuites.ts';
import { hostSuites } from './harness/hostSuites.ts';
import { installVsix } from './harness/installVsix.ts';
import { compareContents, filesBelow } from './harness/packageContents.ts';
import { runInHost } from './harness/runInHost.ts';

const contentsList = join(projectFolder, 'test/host/packageContents.txt');

const usage = `Runs the tests in a real VS Code: node test/host/runHost.ts [--vsix] [--only api|load|ui]

--vsix        test what npm run package made instead of the folder (only the suites inside the extension host)
--only PART   api: what the extension does, load: how free the editor stays (both inside the extension host);
              ui: the suites that drive the user interface`;

/** Runs the suites inside the extension host against an extension in this folder. Returns whether all passed. */
async function runSuites(extension: string, label: string, only?: string): Promise<boolean> {
  const bundle = await bundleSuites();
  let passed = true;
  for (const { name, workspace, settings, prepare } of hostSuites) {
    if (only !== undefined && only !== name) continue;
    console.log(`\nInside the extension host: ${name} (${label})`);
    const run = label === 'vsix' ? `${name}-vsix` : name;
    const result = await runInHost({
      name: run,
      extension,
      bundle,
      suites: name,
      workspace,
      ...(settings === undefined ? {} : { settings }),
      ...(prepare === undefined ? {} : { prepare }),
      print: (line) => console.log(line),
    });
    if (result.code !== 0) {
      passed = false;
      console.log(`Failed. Console and screenshot: test/artefacts/${run}`);
    }
  }
  await bundle.remove();
  return passed;
}

/** Installs a package, compares what is in it with the checked list and runs the suites against what was installed. */
async function runPackage(vsix: string): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'showrun-vsix-'));
  try {
    const extension = await installVsix(vsix, folder);
    const list = await readFile(contentsList, 'utf8');
    // The manifest of the package itself is the installer's business.
    const files = (await filesBelow(extension)).filter((file) => file !== '.vsixmanifest');
    const differences = compareContents(files, list);
    for (const difference of differences) console.error(difference);
    if (differences.length > 0) console.error(`The list is ${contentsList}; change it if that is meant.`);
    return (await runSuites(extension, 'vsix')) && differences.length === 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs the tests that drive the user interface, in a mocha of their own. */
function runUi(): Promise<boolean> {
  console.log('\nThrough the user interface');
  const mocha = join(projectFolder, 'node_modules/mocha/bin/mocha.js');
  const files = ['test/host/harness/selfTest/**/*.test.ts', 'test/host/ui/**/*.test.ts'];
  const child = spawn(process.execPath, [mocha, '--timeout', '60000', ...files], {
    cwd: projectFolder,
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}

async function packageFile(): Promise<string> {
  const { name, version } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8')) as Record<
    'name' | 'version',
    string
  >;
  return join(projectFolder, `${name}-${version}.vsix`);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { vsix: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help === true || !['api', 'load', 'ui', undefined].includes(values.only)) {
    console.log(usage);
    return values.help === true ? 0 : 2;
  }
  if (values.vsix === true) return (await runPackage(await packageFile())) ? 0 : 1;
  const suites = values.only === 'ui' || (await runSuites(projectFolder, 'folder', values.only));
  const ui = ![undefined, 'ui'].includes(values.only) || (await runUi());
  return suites && ui ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
