import { join } from 'node:path';

/** `~` and `~/…` as the home folder; other users' homes are left as they are. */
export function expandTilde(path: string, home: string): string {
  if (path === '~') return home;
  return /^~[/\\]/.test(path) ? join(home, path.slice(2)) : path;
}
