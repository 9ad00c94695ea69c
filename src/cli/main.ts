import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import packageJson from '../../package.json' with { type: 'json' };
import { exitCode, type CliIo } from './cliIo.ts';
import { ShowrunError } from '../core/errors.ts';
import { allCommands } from './commands/allCommands.ts';
import { describeError } from './output/describeError.ts';
import { programPaths } from './programPaths.ts';
import { processStream } from './processStream.ts';
import { runCli } from './runCli.ts';
import { askOnTerminal } from './secrets/askOnTerminal.ts';

let isOutputLost = false;

function processIo(): CliIo {
  return {
    stdout: processStream(process.stdout, ({ code = 'unknown error' }) => {
      // Told perhaps only when the command is done.
      isOutputLost = true;
      process.exitCode ||= exitCode.someFailed;
      const message = `Standard output cannot be written (${code}), so what is printed is not complete.`;
      const hint = 'What devices answered is in the run folder all the same.';
      process.stderr.write(describeError(new ShowrunError('cli.output-lost', message, { hint })));
    }),
    stderr: processStream(process.stderr),
    env: process.env,
    cwd: workingFolder(),
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

/** Where relative paths begin. A shell may stand in a folder that somebody has removed: only whole paths mean something then. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    const message = 'The current folder does not exist any more. Change to another one.';
    process.stderr.write(describeError(new ShowrunError('cli.usage', message)));
    process.exit(exitCode.badInput);
  }
}

const paths = programPaths(realpathSync(process.argv[1] ?? ''));
const commands = allCommands(paths);

void runCli(process.argv.slice(2), commands, processIo(), packageJson.version).then((code) => {
  process.exitCode = isOutputLost && code === exitCode.ok ? exitCode.someFailed : code;
});
