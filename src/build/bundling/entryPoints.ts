/** One file that the build makes: where it starts, where it goes, and what it must not become. */
export interface EntryPoint {
  /** Source file, relative to the project folder. */
  readonly source: string;
  /** Bundle, relative to the project folder. */
  readonly output: string;
  /** Text before the bundle's first line, such as the interpreter line of a command. */
  readonly banner?: string;
  /** Whether the bundle may be started directly. */
  readonly executable?: boolean;
  /** Largest size in bytes, measured in a production (minified) build. */
  readonly maxBytes: number;
  /** npm packages that must never end up in the bundle. */
  readonly without?: readonly string[];
}

const kilobytes = 1000;

/**
 * All bundles. The editor's own process gets neither SSH nor simulated devices: both live in child processes, so that a busy
 * collection cannot stall the editor and the start of the extension stays short.
 */
export const entryPoints: readonly EntryPoint[] = [
  {
    source: 'src/extension/extension.ts',
    output: 'dist/extension.js',
    maxBytes: 1000 * kilobytes,
    without: ['ssh2', 'asn1', 'bcrypt-pbkdf'],
  },
  { source: 'src/engine/executor/main.ts', output: 'dist/executor.js', maxBytes: 1000 * kilobytes },
  { source: 'src/engine/executor/watchdogThread.ts', output: 'dist/watchdog.js', maxBytes: 10 * kilobytes },
  {
    source: 'src/store/outputs/outputThreadMain.ts',
    output: 'dist/outputThread.js',
    maxBytes: 10 * kilobytes,
  },
  // Decrypts private keys beside the executor, which looks for it in its own folder.
  {
    source: 'src/session/ssh/keys/decryptWorker.ts',
    output: 'dist/decryptWorker.js',
    maxBytes: 150 * kilobytes,
  },
  {
    source: 'src/cli/main.ts',
    output: 'dist/cli.js',
    banner: '#!/usr/bin/env node',
    executable: true,
    maxBytes: 1000 * kilobytes,
    without: ['ssh2', 'asn1', 'bcrypt-pbkdf'],
  },
  { source: 'src/lab/main.ts', output: 'dist/lab.js', maxBytes: 1000 * kilobytes },
];
