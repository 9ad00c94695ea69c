import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const marker = 'complete';

/**
 * Fills a folder once. It is filled beside its final name, marked when it is whole and then moved into place, so that an
 * interrupted installation is never taken for a finished one and two at the same time do not disturb each other.
 *
 * @param target The folder, absolute.
 * @param fill Puts everything into the folder it is given.
 */
export async function installOnce(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  if (existsSync(join(target, marker))) return;
  const parent = dirname(target);
  await mkdir(parent, { recursive: true });
  await removeAbandoned(parent);
  const staging = await mkdtemp(join(parent, `partial-${String(process.pid)}-`));
  try {
    await fill(staging);
    await writeFile(join(staging, marker), '');
    if (existsSync(join(target, marker))) return;
    await rm(target, { recursive: true, force: true });
    await rename(staging, target).catch((error: unknown) => {
      // Someone else was faster: theirs is as good.
      if (!existsSync(join(target, marker))) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Removes what installations left behind whose process has ended. */
async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = /^partial-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal, but there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
