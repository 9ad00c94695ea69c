import { readFile } from 'node:fs/promises';
import { diffTexts } from '../../core/diff/diffTexts.ts';
import { formatUnified } from '../../core/diff/formatUnified.ts';
import type { TextDiff } from '../../core/diff/textDiff.ts';
import { loadPlugins } from '../../core/platform/loadPlugins.ts';
import { printable } from '../../core/text/printable.ts';
import { nodeFileReader } from '../../store/nodeFileReader.ts';
import type { CliCommand } from '../cliCommand.ts';
import { exitCode, type CliIo } from '../cliIo.ts';
import { readDiffSide } from '../diff/diffSide.ts';
import { pairSides, type TextPair } from '../diff/pairSides.ts';
import { usageError, type ParsedOptions } from '../optionSpec.ts';
import type { ProgramPaths } from '../programPaths.ts';
import { runsFolder } from '../run/runOptionsFromWords.ts';

/** `showrun diff` */
export function diffCommand(paths: ProgramPaths): CliCommand {
  return {
    name: 'diff',
    summary: 'Compare two files, outputs, devices or whole runs.',
    positionals: 'LEFT RIGHT',
    options: [
      {
        name: 'workspace',
        short: 'w',
        value: 'DIR',
        help: 'Folder with .showrun/runs; the current one unless given.',
      },
      { name: 'format', value: 'FORMAT', choices: ['unified', 'json'], help: 'unified unless given.' },
      {
        name: 'noise',
        help: 'Show lines that change all the time too (uptimes, counters), which are left out otherwise.',
      },
      { name: 'exit-code', help: 'Return 1 where something differs, as diff does.' },
    ],
    examples: [
      { line: 'showrun diff last-1 last', what: 'the last two runs, every device and command' },
      { line: 'showrun diff last-1/core-1 last/core-1', what: 'one device' },
      {
        line: 'showrun diff last/core-1/"show version" last/core-2/"show version"',
        what: 'one command on two devices',
      },
      { line: 'showrun diff golden.txt last/core-1/1', what: 'a file and the first output of a device' },
    ],
    notes: [
      'A side is a file, a run (its id, the beginning of one, last, last-1 …), RUN/DEVICE, or RUN/DEVICE/COMMAND, where COMMAND is its text or its number.',
    ],
    run: (options, io) => runDiff(options, io, paths),
  };
}

async function runDiff(options: ParsedOptions, io: CliIo, paths: ProgramPaths): Promise<number> {
  const [left, right, ...more] = options.positionals;
  if (left === undefined || right === undefined || more.length > 0)
    throw usageError('diff takes two sides: LEFT RIGHT.');
  const runs = runsFolder(options, io);
  const pairs = pairSides(await readDiffSide(left, runs, io.cwd), await readDiffSide(right, runs, io.cwd));
  const noise = options.flag('noise') ? () => [] : await noisePatterns(paths);
  const compared: ComparedPair[] = [];
  for (const pair of pairs) compared.push(await compare(pair, noise));
  const changed = compared.filter(({ diff }) => !diff.equal);
  if (options.text('format') === 'json') printJson(io, compared);
  else for (const one of changed) io.stdout.write(visible(unified(one), io));
  if (pairs.length === 0) {
    io.stderr.write('There is nothing to compare: neither side has an output.\n');
    return exitCode.ok;
  }
  const compares = pairs.length === 1 ? '1 output' : `${pairs.length} outputs`;
  io.stderr.write(
    `${changed.length} of ${compares} changed.${options.flag('noise') ? '' : ' Noise is left out (--noise shows it).'}\n`,
  );
  return changed.length > 0 && options.flag('exit-code') ? exitCode.someFailed : exitCode.ok;
}

interface ComparedPair {
  readonly pair: TextPair;
  readonly diff: TextDiff;
}

async function compare(
  pair: TextPair,
  noise: (platform: string) => readonly RegExp[],
): Promise<ComparedPair> {
  const [left, right] = await Promise.all([readText(pair.leftPath), readText(pair.rightPath)]);
  const patterns = pair.platform === undefined ? [] : noise(pair.platform);
  return { pair, diff: diffTexts(left, right, { noise: patterns }) };
}

/** A side that is absent is empty: everything of the other one is added or removed. */
function readText(path: string | undefined): Promise<string> {
  return path === undefined ? Promise.resolve('') : readFile(path, 'utf8');
}

async function noisePatterns(paths: ProgramPaths): Promise<(platform: string) => readonly RegExp[]> {
  const { platforms } = await loadPlugins(nodeFileReader, [paths.plugins]);
  return (platform) => (platforms.resolve(platform) === undefined ? [] : platforms.get(platform).noise);
}

function unified({ pair, diff }: ComparedPair): string {
  const note = diff.changedThroughout
    ? '# Too different to compare line by line: shown as removed and added.\n'
    : '';
  return (
    note +
    formatUnified(diff, {
      left: pair.leftPath === undefined ? '/dev/null' : pair.leftLabel,
      right: pair.rightPath === undefined ? '/dev/null' : pair.rightLabel,
    })
  );
}

function printJson(io: CliIo, compared: readonly ComparedPair[]): void {
  const rows = compared.map(({ pair, diff }) => ({
    leftLabel: pair.leftPath === undefined ? null : pair.leftLabel,
    rightLabel: pair.rightPath === undefined ? null : pair.rightLabel,
    platform: pair.platform,
    ...diff,
  }));
  io.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
}

/** What devices said must not steer a terminal. */
function visible(text: string, io: CliIo): string {
  return io.stdout.isTerminal ? text.split('\n').map(printable).join('\n') : text;
}
