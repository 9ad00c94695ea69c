import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { context, type BuildOptions, type BuildResult, type OnEndResult, type Plugin } from 'esbuild';
import { providedModules } from '../extension/manifest/providedModules.ts';
import { checkBundle } from './bundling/checkBundle.ts';
import { editorModule } from './bundling/editorModule.ts';
import { copyPluginData } from './bundling/copyPluginData.ts';
import { entryPoints, type EntryPoint } from './bundling/entryPoints.ts';
import { projectFolder } from './projectFolder.ts';

/** Adjustments of bundled modules, in the order in which esbuild asks them. */
const plugins: readonly Plugin[] = [editorModule];

function optionsFor(entry: EntryPoint, production: boolean): BuildOptions {
  return {
    absWorkingDir: projectFolder,
    entryPoints: [entry.source],
    outfile: entry.output,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    // Native add-ons are optional for those who ask for them: each require stands in a try block.
    external: [...providedModules, '*.node', 'cpu-features'],
    // The sources run as ES modules in the tests and as CommonJS in the bundle; these two mean the same in both.
    define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
    logOverride: { 'empty-import-meta': 'error' },
    sourcemap: 'linked',
    minify: production,
    metafile: true,
    ...(entry.banner === undefined ? {} : { banner: { js: entry.banner } }),
    plugins: [...plugins],
    logLevel: 'warning',
  };
}

/** Checks a finished bundle and says how large it is; what is wrong with it fails the build like a wrong source. */
async function finish(
  entry: EntryPoint,
  result: BuildResult<{ metafile: true }>,
  production: boolean,
): Promise<OnEndResult> {
  const bytes = result.metafile.outputs[entry.output]?.bytes ?? 0;
  console.log(`${entry.output.padEnd(20)} ${String(Math.round(bytes / 1000)).padStart(6)} kB`);
  if (entry.executable === true) await chmod(join(projectFolder, entry.output), 0o755);
  return { errors: checkBundle(entry, result.metafile, production).map((text) => ({ text })) };
}

async function buildEntry(entry: EntryPoint, production: boolean, watch: boolean): Promise<void> {
  const afterwards: Plugin = {
    name: 'check-and-report',
    setup(build) {
      build.onEnd(async (result) => {
        return result.errors.length > 0 ? {} : await finish(entry, result, production);
      });
    },
  };
  const options = optionsFor(entry, production);
  const builder = await context({ ...options, plugins: [...(options.plugins ?? []), afterwards] });
  if (watch) {
    await builder.watch();
    return;
  }
  try {
    await builder.rebuild();
  } finally {
    await builder.dispose();
  }
}

async function main(args: readonly string[]): Promise<void> {
  const production = args.includes('--production');
  const watch = args.includes('--watch');
  await copyPluginData(join(projectFolder, 'src/plugins'), join(projectFolder, 'dist/plugins'));
  await Promise.all(entryPoints.map((entry) => buildEntry(entry, production, watch)));
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  // What esbuild found it has printed itself.
  if (!(error instanceof Error && 'errors' in error)) console.error(error);
  process.exitCode = 1;
});
