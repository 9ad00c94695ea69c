import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generatedFiles } from './manifest/generatedFiles.ts';
import { projectFolder } from './projectFolder.ts';

/**
 * Writes what is made from the typed tables in src/extension/manifest; leaves files alone that are right already. With `--check` it writes
 * nothing and fails where something is not right.
 */
async function main(args: readonly string[]): Promise<void> {
  const isCheck = args.includes('--check');
  for (const [path, contents] of await generatedFiles(projectFolder)) {
    const file = join(projectFolder, path);
    const current = await readFile(file, 'utf8').catch(() => undefined);
    if (current === contents) continue;
    if (isCheck) {
      console.error(`${path} is not what npm run generate makes`);
      process.exitCode = 1;
      continue;
    }
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, contents);
    console.log(`${path} written`);
  }
}

await main(process.argv.slice(2));
