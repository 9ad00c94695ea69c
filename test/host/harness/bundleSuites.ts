import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from '../../../src/build/projectFolder.ts';

/** Where the bundled suites are, beside the module that runs them. */
export const suitesFolder = join(projectFolder, 'out/test/host');

/** Bundles everything that runs inside the extension host into `out/test/host`, with the folders of `test/host`. */
export async function bundleSuites(): Promise<void> {
  await rm(suitesFolder, { recursive: true, force: true });
  await build({
    absWorkingDir: projectFolder,
    entryPoints: [
      'test/host/index.ts',
      'test/host/api/**/*.test.ts',
      'test/host/harness/fixtureSuites/**/*.test.ts',
    ],
    outbase: 'test/host',
    outdir: suitesFolder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha', '*.node', 'cpu-features'],
    define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
    sourcemap: 'linked',
    logLevel: 'warning',
  });
}
