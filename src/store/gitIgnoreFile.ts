import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toStoreError } from './storeError.ts';

/** Whether the runs in `.showrun/` go into version control. */
export type GitChoice = 'ignore' | 'keep';

const texts: Readonly<Record<GitChoice, string>> = {
  ignore: '# Runs stay on this machine. Delete this file to be asked again.\n*\n',
  keep: '# Runs are kept in version control. Delete this file to be asked again.\nrun.lock\n*.tmp\n',
};

/** True where nobody has decided yet, that is where `.showrun/` has no .gitignore. */
export async function isGitChoiceOpen(showrunFolder: string): Promise<boolean> {
  return (await stat(join(showrunFolder, '.gitignore')).catch(() => undefined)) === undefined;
}

/** Writes the decision down; an existing file is left as it is. Throws `store.…`. */
export async function writeGitChoice(showrunFolder: string, choice: GitChoice): Promise<void> {
  const path = join(showrunFolder, '.gitignore');
  try {
    await mkdir(showrunFolder, { recursive: true });
    await writeFile(path, texts[choice], { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw toStoreError(error, path);
  }
}
