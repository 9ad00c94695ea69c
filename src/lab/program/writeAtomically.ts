import { rename, rm, writeFile } from 'node:fs/promises';

/** Writes a file so that a reader sees either the old content or all of the new. Throws what the file system says. */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text, { mode: 0o644 });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
