import type { FileReader } from '../../../src/api/ports.ts';

/** Files that exist only in memory, by path. */
export function memoryFiles(files: Readonly<Record<string, string>>): FileReader {
  const missing = (path: string): Error =>
    Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
  return {
    readFile: (path) => {
      const text = files[path];
      return text === undefined
        ? Promise.reject(missing(path))
        : Promise.resolve(new TextEncoder().encode(text));
    },
    readDirectory: (path) => {
      const entries = new Map<string, 'file' | 'directory'>();
      for (const name of Object.keys(files)) {
        if (!name.startsWith(`${path}/`)) continue;
        const [first = '', ...more] = name.slice(path.length + 1).split('/');
        entries.set(first, more.length > 0 ? 'directory' : 'file');
      }
      if (entries.size === 0) return Promise.reject(missing(path));
      return Promise.resolve([...entries].map(([name, kind]) => ({ name, kind })));
    },
  };
}
