import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../editor/launchBrowser.ts';
import { startServer, type VscodeServer } from '../editor/startServer.ts';
import { workbenchUrl } from '../editor/workbenchUrl.ts';
import { projectFolder } from '../../../src/build/projectFolder.ts';
import { artefactsFolder } from './artefactsFolder.ts';
import { copyWorkspace } from './copyWorkspace.ts';
import { EditorDriver } from './editorDriver.ts';

/** How to open an editor for a test of the user interface. */
export interface EditorOptions {
  /** Names the artefacts. */
  readonly name: string;
  /** The extension under test, absolute; the product's if absent. */
  readonly extension?: string;
  /** Folder that is copied and opened, absolute; an empty one if absent. */
  readonly workspace?: string;
  /** A `.code-workspace` file in the workspace to open in its place, made by `prepare`. */
  readonly workspaceFile?: string;
  /** Writes more into the workspace before the editor opens it. */
  readonly prepare?: (workspace: string) => Promise<void>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** An editor in a headless browser, with the extension under test. */
export interface Editor {
  readonly driver: EditorDriver;
  /** The folder that is open; the test may change it. */
  readonly workspace: string;
  /** Closes everything. With `failed`, keeps a picture of the end beside the console and the server's log. */
  close(failed: boolean): Promise<void>;
}

/** Opens an editor with a fresh profile and a copy of the workspace; everything is gone after `close`. */
export async function openEditor(options: EditorOptions): Promise<Editor> {
  const scratch = await mkdtemp(join(tmpdir(), 'showrun-ui-'));
  const artefacts = join(artefactsFolder, options.name);
  await mkdir(artefacts, { recursive: true });
  const console: string[] = [];
  let server: VscodeServer | undefined;
  let browser: Browser | undefined;
  const closeAll = async () => {
    await browser?.close();
    await server?.stop();
    await writeFile(join(artefacts, 'console.log'), `${console.join('\n')}\n`);
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const workspace = await copyWorkspace(options.workspace, join(scratch, 'workspace'));
    await options.prepare?.(workspace);
    server = await startServer({
      dataFolder: join(scratch, 'server'),
      extensions: [options.extension ?? projectFolder],
      ...(options.settings === undefined ? {} : { settings: options.settings }),
      ...(options.env === undefined ? {} : { env: options.env }),
      logFile: join(artefacts, 'server.log'),
      log: (line) => process.stderr.write(`${line}\n`),
    });
    browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('console', (message) => console.push(message.text()));
    await page.goto(
      workbenchUrl(server.authority, {
        folder: workspace,
        ...(options.workspaceFile === undefined
          ? {}
          : { workspaceFile: join(workspace, options.workspaceFile) }),
      }),
    );
    const driver = new EditorDriver(page, options.name);
    await driver.ready();
    return {
      driver,
      workspace,
      async close(failed) {
        if (failed) await driver.screenshot('end').catch(() => undefined);
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
