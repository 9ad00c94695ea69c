import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import packageJson from '../../package.json' with { type: 'json' };
import type { CliIo } from './cliIo.ts';
import { allCommands } from './commands/allCommands.ts';
import { programPaths } from './programPaths.ts';
import { processStream } from './processStream.ts';
import { runCli } from './runCli.ts';
import { askOnTerminal } from './secrets/askOnTerminal.ts';

function processIo(): CliIo {
  return {
    stdout: processStream(process.stdout),
    stderr: processStream(process.stderr),
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
