import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sampleFiles } from '../../src/extension/sample/sampleFiles.ts';
import { projectFolder } from '../../src/build/projectFolder.ts';
import { launchBrowser } from './editor/launchBrowser.ts';
import { startLab } from './editor/startLab.ts';
import { startServer } from './editor/startServer.ts';
import { workbenchUrl } from './editor/workbenchUrl.ts';

const usage = `Opens the editor in the browser with the extension, a lab of 12 devices and a sample workspace, until Ctrl-C.

npm start -- [--folder DIR] [--check [--picture FILE]]

--folder DIR   open this folder instead of demo-workspace/
--check        only look, in a browser without a window, whether the extension shows, and end
--picture FILE with --check: keep a screenshot`;

/** Everything that is running, to be ended in the reverse order. */
const cleanup: (() => Promise<void>)[] = [];

/** Starts lab and server; returns the address of the editor. */
async function start(scratch: string, folder: string): Promise<string> {
  await writeSample(folder);
  const lab = await startLab(join(folder, 'inventory.csv'));
  cleanup.push(() => lab.stop());
  const server = await startServer({
    dataFolder: join(scratch, 'server'),
    extensions: [projectFolder],
    settings: { 'showrun.ssh.hostKeys': 'accept-new' },
    logFile: join(scratch, 'server.log'),
    log: (line) => console.log(line),
  });
  cleanup.push(() => server.stop());
  return workbenchUrl(server.authority, { folder });
}

/** Writes the sample files that are not there yet; what somebody has changed stays. */
async function writeSample(folder: string): Promise<void> {
  for (const { path, text } of sampleFiles) {
    const target = join(folder, path);
    if (existsSync(target)) continue;
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}

/** Opens the page without a window and looks for the extension's place in the activity bar and its devices. */
async function check(url: string, picture: string | undefined): Promise<void> {
  const browser = await launchBrowser();
  cleanup.push(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(url);
  const icon = page.locator('.activitybar a.action-label[aria-label^="Showrun"]');
  await icon.waitFor({ timeout: 60_000 });
  await icon.click();
  const devices = page.locator('.sidebar .pane', {
    has: page.locator('.pane-header .title', { hasText: /^Devices$/i }),
  });
  await devices.locator('.monaco-list-row .monaco-icon-label').first().waitFor({ timeout: 30_000 });
  const rows = await devices.locator('.monaco-list-row .label-name').allInnerTexts();
  console.log(`The editor shows Showrun with its devices: ${rows.join(', ')}`);
  if (picture !== undefined) await page.screenshot({ path: picture });
}

/** Opens the system's browser if there is one; nothing is said if not, the address stands in the terminal. */
function openInBrowser(url: string): void {
  const [command, ...args] = {
    darwin: ['open', url],
    win32: ['rundll32', 'url.dll,FileProtocolHandler', url],
  }[process.platform as string] ?? ['xdg-open', url];
  const child = spawn(command ?? '', args, { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean' },
      picture: { type: 'string' },
      folder: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    console.log(usage);
    return;
  }
  const stop = interrupted();
  try {
    const scratch = await mkdtemp(join(tmpdir(), 'showrun-start-'));
    cleanup.push(() => rm(scratch, { recursive: true, force: true, maxRetries: 3 }));
    const usual = values.check === true ? join(scratch, 'workspace') : join(projectFolder, 'demo-workspace');
    const url = await start(scratch, resolve(values.folder ?? usual));
    if (values.check === true) {
      await check(url, values.picture);
      return;
    }
    console.log(`\n  Showrun is open at ${url}\n`);
    console.log(
      '  The devices of the lab: user name, password and enable secret are "showrun". Ctrl-C ends everything.\n',
    );
    if (process.stdout.isTTY) openInBrowser(url);
    await stop;
  } finally {
    for (const end of cleanup.reverse()) await end();
  }
}

await main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
