import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from '../../../src/build/projectFolder.ts';

/** Suites that are ready to run inside an extension host. */
export interface BundledSuites {
  /** Has `index.js`, which runs suites, and beside it the folders of `test/host` with the suites. Absolute. */
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Bundles everything that runs inside the extension host into a folder of its own, so that several runs at the same time do
 * not disturb each other. The folder is inside the project, from where mocha is found.
 */
export async function bundleSuites(): Promise<BundledSuites> {
  await mkdir(join(projectFolder, 'out'), { recursive: true });
  const folder = await mkdtemp(join(projectFolder, 'out/host-'));
  await build({
    absWorkingDir: projectFolder,
    entryPoints: [
      'test/host/index.ts',
      'test/host/api/**/*.test.ts',
      'test/host/load/**/*.test.ts',
      'test/host/support/labProcess.ts',
      'test/host/harness/fixtureSuites/**/*.test.ts',
    ],
    outbase: 'test/host',
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha', '*.node', 'cpu-features'],
    define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
