import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One folder for all tests of the surrounding `describe`; gone afterwards. */
export function lastingFolder(): () => string {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-test-'));
  });
  after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return () => folder;
}
