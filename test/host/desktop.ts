import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { projectFolder } from '../../src/build/projectFolder.ts';
import { bundleSuites } from './harness/bundleSuites.ts';
import { copyWorkspace } from './harness/copyWorkspace.ts';
import { hostSuites } from './harness/hostSuites.ts';

/**
 * Runs the suites of the extension host in desktop VS Code, whose extension host has another TLS library than Node. Downloads
 * VS Code, so it needs the internet, and a display (`xvfb-run`). SHOWRUN_VSCODE names the version: `stable` unless given.
 */
async function main(): Promise<void> {
  const bundle = await bundleSuites();
  for (const { name, workspace, settings } of hostSuites) {
    const scratch = await mkdtemp(join(tmpdir(), 'showrun-desktop-'));
    try {
      const folder = await copyWorkspace(workspace, join(scratch, 'workspace'));
      const trust =
        settings?.['security.workspace.trust.enabled'] === true ? [] : ['--disable-workspace-trust'];
      await runTests({
        version: process.env['SHOWRUN_VSCODE'] ?? 'stable',
        cachePath: join(projectFolder, '.vscode-test/desktop'),
        extensionDevelopmentPath: projectFolder,
        extensionTestsPath: join(bundle.folder, 'index.js'),
        extensionTestsEnv: { SHOWRUN_SUITES: join(bundle.folder, name) },
        launchArgs: [folder, '--disable-extensions', '--user-data-dir', join(scratch, 'user'), ...trust],
      });
    } finally {
      await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
    }
  }
  await bundle.remove();
}

await main();
