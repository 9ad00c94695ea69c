import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the collections of others lie: `SHOWRUN_CORPORA`, or beside the project. */
export const corporaFolder =
  process.env['SHOWRUN_CORPORA'] ?? fileURLToPath(new URL('../../../../shared/corpora', import.meta.url));

/** The recordings that the Oxidized project tests its models with. */
export const oxidizedFolder = join(corporaFolder, 'oxidized', 'spec', 'model', 'data');

/** The files of one kind, with the model's name that stands in front of the first `#`. */
export function oxidizedFiles(
  ending: string,
): { readonly model: string; readonly path: string; readonly name: string }[] {
  if (!existsSync(oxidizedFolder)) return [];
  return readdirSync(oxidizedFolder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => ({ model: name.split('#')[0] ?? '', path: join(oxidizedFolder, name), name }));
}

/** Skips a suite in a word where there are no corpora. */
export function skipWithoutCorpora(suite: Mocha.Context): void {
  if (existsSync(oxidizedFolder)) return;
  console.log(`      No corpora in ${corporaFolder}: set SHOWRUN_CORPORA to run this suite.`);
  suite.skip();
}
