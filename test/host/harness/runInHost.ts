import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../editor/launchBrowser.ts';
import { startServer } from '../editor/startServer.ts';
import { workbenchUrl } from '../editor/workbenchUrl.ts';
import { artefactsFolder } from './artefactsFolder.ts';
import type { BundledSuites } from './bundleSuites.ts';
import { copyWorkspace } from './copyWorkspace.ts';
import { reportMark } from './report.ts';

/** A run of suites inside one extension host. */
export interface HostRun {
  /** Names the artefacts of the run. */
  readonly name: string;
  /** The extension under test, absolute. */
  readonly extension: string;
  readonly bundle: BundledSuites;
  /** Folder of the suites below `test/host`. */
  readonly suites: string;
  /** Folder that is copied and opened, absolute; an empty one if absent. */
  readonly workspace?: string;
  /** Writes more into the workspace before the editor opens it. */
  readonly prepare?: (workspace: string) => Promise<void>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Receives the tests' report, line by line; the whole console is kept among the artefacts. */
  readonly print: (line: string) => void;
}

/** How a run ended. */
export interface HostResult {
  /** 0 if every test passed. */
  readonly code: number;
  /** The whole console: page, extension host, report. */
  readonly lines: readonly string[];
}

const runLimitMs = 10 * 60_000;
const loadLimitMs = 60_000;

/**
 * Starts an editor with the extension under test, runs the suites inside its extension host and ends everything again.
 * Console and, if it went wrong, a screenshot are kept in `test/artefacts/<name>`.
 */
export async function runInHost(run: HostRun): Promise<HostResult> {
  const scratch = await mkdtemp(join(tmpdir(), 'showrun-host-'));
  const artefacts = join(artefactsFolder, run.name);
  await rm(artefacts, { recursive: true, force: true });
  await mkdir(artefacts, { recursive: true });
  const lines: string[] = [];
  const print = (line: string) => {
    lines.push(line);
    if (line.startsWith(reportMark)) run.print(line.slice(reportMark.length));
  };
  try {
    const folder = await copyWorkspace(run.workspace, join(scratch, 'workspace'));
    await run.prepare?.(folder);
    const server = await startServer({
      dataFolder: join(scratch, 'server'),
      testDriver: true,
      ...(run.settings === undefined ? {} : { settings: run.settings }),
      env: { ...run.env, SHOWRUN_SUITES: join(run.bundle.folder, run.suites) },
      logFile: join(artefacts, 'server.log'),
      log: run.print,
    });
    try {
      const url = workbenchUrl(server.authority, {
        folder,
        developmentPath: run.extension,
        testsPath: join(run.bundle.folder, 'index.js'),
      });
      return { code: await openAndWait(url, artefacts, print), lines };
    } finally {
      await server.stop();
    }
  } finally {
    await writeFile(join(artefacts, 'console.log'), `${lines.join('\n')}\n`);
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function openAndWait(url: string, artefacts: string, print: (line: string) => void): Promise<number> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const exit = exitCode(page, print);
    await page.goto(url, { timeout: loadLimitMs });
    const code = await withLimit(exit, runLimitMs);
    if (code !== 0) await page.screenshot({ path: join(artefacts, 'end.png') });
    return code;
  } finally {
    await browser.close();
  }
}

/** The code that the editor reports when `run()` of the tests module has ended. */
async function exitCode(page: Page, print: (line: string) => void): Promise<number> {
  let resolve: (code: number) => void = () => undefined;
  const exit = new Promise<number>((done) => (resolve = done));
  page.once('crash', () => {
    print('The page of the editor crashed.');
    resolve(1);
  });
  await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) =>
    print(args.map(String).join(' ')),
  );
  await page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
  return exit;
}

async function withLimit(code: Promise<number>, ms: number): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The suites did not end within ${String(ms / 1000)} s.`)), ms);
  });
  try {
    return await Promise.race([code, late]);
  } finally {
    clearTimeout(timer);
  }
}
