import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generatedFiles } from './manifest/generatedFiles.ts';
import { projectFolder } from './projectFolder.ts';

/** Writes what is made from the typed tables in src/extension/manifest; leaves files alone that are right already. */
async function main(): Promise<void> {
  for (const [path, contents] of await generatedFiles(projectFolder)) {
    const file = join(projectFolder, path);
    const current = await readFile(file, 'utf8').catch(() => undefined);
    if (current === contents) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, contents);
    console.log(`${path} written`);
  }
}

await main();
