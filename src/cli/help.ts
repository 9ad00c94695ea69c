import type { CliCommand } from './cliCommand.ts';
import type { OptionSpec } from './optionSpec.ts';

const width = 100;

/** Help of the whole program. */
export function programHelp(commands: readonly CliCommand[]): string {
  const longest = Math.max(...commands.map((command) => command.name.length));
  const rows = commands.map((command) => `  ${command.name.padEnd(longest)}  ${command.summary}`);
  return [
    'showrun: collect command output from network devices over SSH, keep it as files, compare it.',
    '',
    'Usage: showrun COMMAND [options]',
    '',
    ...rows,
    '',
    'showrun COMMAND --help shows the options and examples of a command. showrun --version prints the version.',
    'Exit codes: 0 all well, 1 a device or command failed (the rest is saved), 2 bad usage or bad input (nothing',
    'was sent), 130 cancelled. Passwords: SHOWRUN_PASSWORD, SHOWRUN_ENABLE_SECRET, a prompt on the terminal, or',
    '--password-command; never an argument.',
    '',
  ].join('\n');
}

/** Help of one command. */
export function commandHelp(command: CliCommand): string {
  const left = command.options.map(optionWords);
  const column = Math.min(34, Math.max(...left.map((words) => words.length)) + 4);
  const options = command.options.flatMap((spec, index) => optionRows(left[index] ?? '', spec.help, column));
  return [
    `showrun ${command.name}: ${command.summary}`,
    '',
    `Usage: showrun ${command.name}${command.positionals === undefined ? '' : ` ${command.positionals}`} [options]`,
    '',
    'Options:',
    ...options,
    ...(command.notes ?? []).flatMap((note) => ['', ...wrap(note, width)]),
    '',
    'Examples:',
    ...command.examples.flatMap((example) => [`  ${example.line}`, `      ${example.what}`]),
    '',
  ].join('\n');
}

function optionWords(spec: OptionSpec): string {
  const value = spec.value === undefined ? '' : ` ${spec.choices?.join('|') ?? spec.value}`;
  return `${spec.short === undefined ? '    ' : `-${spec.short}, `}--${spec.name}${value}`;
}

function optionRows(words: string, help: string, column: number): string[] {
  const lines = wrap(help, width - column);
  const first =
    words.length + 4 > column ? [`  ${words}`] : [`  ${words}`.padEnd(column) + (lines.shift() ?? '')];
  return [...first, ...lines.map((line) => ' '.repeat(column) + line)];
}

function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}
