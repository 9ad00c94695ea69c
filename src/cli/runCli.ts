import { closestName } from '../core/text/closestName.ts';
import { printable } from '../core/text/printable.ts';
import type { CliCommand } from './cliCommand.ts';
import { exitCode, type CliIo } from './cliIo.ts';
import { commandHelp, programHelp } from './help.ts';
import { parseOptions, usageError, type ParsedOptions } from './optionSpec.ts';
import { describeError } from './output/describeError.ts';

/** Runs one command line and returns its exit code; errors are printed on standard error. */
export async function runCli(
  words: readonly string[],
  commands: readonly CliCommand[],
  io: CliIo,
  version: string,
): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h')
    return printHelp(rest, commands, io);
  if (name === '--version' || name === '-V') {
    io.stdout.write(`${version}\n`);
    return exitCode.ok;
  }
  try {
    return await runCommand(name, rest, commands, io, version);
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') {
      io.stderr.write('Cancelled. Nothing was sent.\n');
      return exitCode.cancelled;
    }
    const isCommand = commands.some((command) => command.name === name);
    io.stderr.write(describeError(error, isCommand ? name : undefined));
    return exitCode.badInput;
  }
}

async function runCommand(
  name: string,
  words: readonly string[],
  commands: readonly CliCommand[],
  io: CliIo,
  version: string,
): Promise<number> {
  const command = findCommand(name, commands);
  const before = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  if (before.includes('--help') || before.includes('-h')) return printHelp([name], commands, io);
  if (before.includes('--version')) {
    io.stdout.write(`${version}\n`);
    return exitCode.ok;
  }
  const options = parseOptions(command.options, words);
  if (command.positionals === undefined) refuseWords(command, options);
  return await command.run(options, io);
}

/** `-c show version` without quotes is the command "show" and a word too many: nothing is sent, rather than half of a line. */
function refuseWords({ name }: CliCommand, options: ParsedOptions): void {
  const [first] = options.positionals;
  if (first === undefined) return;
  const command = options.list('command').at(-1);
  const hint =
    command === undefined
      ? `showrun ${name} takes options only.`
      : `A command with blanks in it needs quotes: -c "${printable([command, ...options.positionals].join(' '))}".`;
  throw usageError(`"${printable(first)}" is a word too many. ${hint}`);
}

function findCommand(name: string, commands: readonly CliCommand[]): CliCommand {
  const command = commands.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  const near = closestName(
    name,
    commands.map((candidate) => candidate.name),
  );
  const hint =
    near === undefined ? 'showrun --help lists them.' : `Did you mean "${near}"? showrun --help lists all.`;
  throw usageError(`There is no command "${printable(name)}". ${hint}`);
}

function printHelp(words: readonly string[], commands: readonly CliCommand[], io: CliIo): number {
  const command = commands.find((candidate) => candidate.name === words[0]);
  io.stdout.write(command === undefined ? programHelp(commands) : commandHelp(command));
  return exitCode.ok;
}
