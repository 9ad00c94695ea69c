import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import packageJson from '../../package.json' with { type: 'json' };
import type { CliIo, CliStream } from './cliIo.ts';
import { allCommands } from './commands/allCommands.ts';
import { programPaths } from './programPaths.ts';
import { runCli } from './runCli.ts';
import { askOnTerminal } from './secrets/askOnTerminal.ts';

function stream(target: NodeJS.WriteStream): CliStream {
  // A reader that went away (`showrun devices | head`) is no error of ours.
  target.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    isTerminal: target.isTTY,
    get columns() {
      return target.columns || 80;
    },
    write: (text) => void target.write(text),
  };
}

function processIo(): CliIo {
  return {
    stdout: stream(process.stdout),
    stderr: stream(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    home: homedir(),
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask: askOnTerminal } : {}),
    input: () => process.stdin,
    onInterrupt(listener) {
      process.on('SIGINT', listener);
      process.on('SIGTERM', listener);
      return () => {
        process.off('SIGINT', listener);
        process.off('SIGTERM', listener);
      };
    },
  };
}

const paths = programPaths(realpathSync(process.argv[1] ?? ''));
const commands = allCommands(paths);

void runCli(process.argv.slice(2), commands, processIo(), packageJson.version).then((code) => {
  process.exitCode = code;
});
