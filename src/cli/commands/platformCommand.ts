import { resolve } from 'node:path';
import { loadPlugins } from '../../core/platform/loadPlugins.ts';
import { nodeFileReader } from '../../store/nodeFileReader.ts';
import type { CliCommand } from '../cliCommand.ts';
import { exitCode, type CliIo } from '../cliIo.ts';
import { usageError } from '../optionSpec.ts';
import { formatDiagnostic } from '../output/formatDiagnostic.ts';
import { inputLines } from '../platform/inputLines.ts';
import { matchLine } from '../platform/matchLine.ts';
import { ownPluginFiles, ownPluginRoot } from '../platform/ownPluginFiles.ts';
import type { ProgramPaths } from '../programPaths.ts';

/** `showrun platform` */
export function platformCommand(paths: ProgramPaths): CliCommand {
  return {
    name: 'platform',
    summary: 'Try platforms: check a platform file, or name the modes of prompts; connects to nothing.',
    positionals: 'test FILE | match',
    options: [{ name: 'jsonl', help: 'For match: one JSON object a line, which is what it reads anyway.' }],
    examples: [
      { line: 'showrun platform test acme_os.yaml', what: 'every finding with file, line and column' },
      {
        line: 'showrun platform match --jsonl < prompts.jsonl',
        what: 'reads {"device_type":…,"prompt":…}, writes {"mode":…} or {"error":…} for each line',
      },
    ],
    notes: ['A file that is tested may extend the platforms that come with Showrun.'],
    async run(options, io) {
      const [action, file, ...more] = options.positionals;
      if (action === 'test' && file !== undefined && more.length === 0) return await test(file, paths, io);
      if (action === 'match' && file === undefined) return await match(paths, io);
      throw usageError('Say "platform test FILE" or "platform match --jsonl".');
    },
  };
}

async function test(file: string, paths: ProgramPaths, io: CliIo): Promise<number> {
  const path = resolve(io.cwd, file).replaceAll('\\', '/');
  const files = ownPluginFiles(nodeFileReader, path);
  // The file's own root comes first: it may have the id of a platform that it is to replace.
  const { platforms, diagnostics } = await loadPlugins(files.reader, [ownPluginRoot, paths.plugins]);
  const findings = diagnostics.flatMap((finding) => {
    const at = files.ownPlace(finding.at);
    return at === undefined ? [] : [{ ...finding, at: { ...at, file } }];
  });
  for (const finding of findings) io.stdout.write(formatDiagnostic(finding));
  if (findings.some(({ severity }) => severity === 'error')) return exitCode.badInput;
  for (const id of await files.ids()) {
    const { definition } = platforms.get(id);
    const modes = Object.keys(definition.modes).join(', ');
    io.stdout.write(`${id}: ${definition.title} can be used. Modes: ${modes}.\n`);
  }
  return exitCode.ok;
}

async function match(paths: ProgramPaths, io: CliIo): Promise<number> {
  if (io.input === undefined) throw usageError('There is no standard input to read prompts from.');
  const { platforms } = await loadPlugins(nodeFileReader, [paths.plugins]);
  for await (const line of inputLines(io.input())) {
    if (line.trim() !== '') io.stdout.write(`${JSON.stringify(matchLine(line, platforms))}\n`);
  }
  return exitCode.ok;
}
