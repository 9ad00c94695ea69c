import { dirname, join } from 'node:path';

/** Where the other parts of the program are, seen from the running main file. */
export interface ProgramPaths {
  readonly executor: string;
  readonly lab: string;
  readonly plugins: string;
}

/** From the bundle (`dist/cli.js`) its neighbours; from the sources, which Node runs as they are, the source files. */
export function programPaths(mainFile: string): ProgramPaths {
  const folder = dirname(mainFile);
  if (mainFile.endsWith('.ts')) {
    const source = join(folder, '..');
    return {
      executor: join(source, 'engine', 'executor', 'main.ts'),
      lab: join(source, 'lab', 'main.ts'),
      plugins: join(source, 'plugins'),
    };
  }
  return {
    executor: join(folder, 'executor.js'),
    lab: join(folder, 'lab.js'),
    plugins: join(folder, 'plugins'),
  };
}
