import { ShowrunError } from '../core/errors.ts';

const hints: Readonly<Record<string, string>> = {
  'store.disk-full': 'Free some space or delete old runs, then run again: what was already written is kept.',
  'store.unwritable': 'Check the permissions of the folder, or choose another workspace folder.',
  'store.too-many-files': 'Lower the concurrency or raise the limit of open files (ulimit -n).',
};

const what: Readonly<Record<string, string>> = {
  'store.disk-full': 'The disk is full',
  'store.unwritable': 'The run folder cannot be written',
  'store.too-many-files': 'The system allows no more open files',
  'store.missing': 'The file is not there',
  'store.io': 'The file system reported an error',
};

/** Code for an error number of the file system. */
function codeOf(errno: string): string {
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(errno)) return 'store.disk-full';
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(errno)) return 'store.unwritable';
  if (['EMFILE', 'ENFILE'].includes(errno)) return 'store.too-many-files';
  return errno === 'ENOENT' ? 'store.missing' : 'store.io';
}

/** Turns an error of the file system into one with a `store.…` code that names the path. Coded errors pass unchanged. */
export function toStoreError(error: unknown, path: string): ShowrunError {
  if (error instanceof ShowrunError) return error;
  const errno = (error as { code?: unknown } | null)?.code;
  const name = typeof errno === 'string' ? errno : 'unknown error';
  const code = codeOf(name);
  const hint = hints[code];
  return new ShowrunError(code, `${what[code] ?? 'Error'}: ${path} (${name}).`, {
    cause: error,
    ...(hint === undefined ? {} : { hint }),
  });
}
