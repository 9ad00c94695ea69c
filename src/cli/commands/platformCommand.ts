import { loadPlugins } from '../../core/platform/loadPlugins.ts';
import { nodeFileReader } from '../../store/nodeFileReader.ts';
import type { CliCommand } from '../cliCommand.ts';
import { exitCode, type CliIo } from '../cliIo.ts';
import { usageError } from '../optionSpec.ts';
import { inputLines } from '../platform/inputLines.ts';
import { matchLine } from '../platform/matchLine.ts';
import { testPlatform } from '../platform/testPlatform.ts';
import type { ProgramPaths } from '../programPaths.ts';
import { pluginRoots, pluginsOption } from '../workspaceOptions.ts';

/** `showrun platform` */
export function platformCommand(paths: ProgramPaths): CliCommand {
  return {
    name: 'platform',
    summary: 'Try platforms: check a platform file, or name the modes of prompts; connects to nothing.',
    positionals: 'test FILE [RECORDING…] | match',
    options: [
      { name: 'jsonl', help: 'For match: one JSON object a line, which is what it reads anyway.' },
      pluginsOption,
    ],
    examples: [
      { line: 'showrun platform test acme_os.yaml', what: 'every finding with file, line and column' },
      {
        line: 'showrun platform test acme_os.yaml dialogue.yaml',
        what: 'plays recorded sessions through the code of real ones and says what came out',
      },
      {
        line: 'showrun platform match --jsonl < prompts.jsonl',
        what: 'reads {"device_type":…,"prompt":…}, writes {"mode":…} or {"error":…} for each line',
      },
    ],
    notes: [
      'A file that is tested may extend the platforms that come with Showrun. docs/platforms.md has the format of recordings.',
    ],
    async run(options, io) {
      const [action, file, ...recordings] = options.positionals;
      if (action === 'test' && file !== undefined)
        return await testPlatform(file, recordings, pluginRoots(options, paths.plugins), io);
      if (action === 'match' && file === undefined)
        return await match(pluginRoots(options, paths.plugins), io);
      throw usageError(
        'Say "platform test FILE", "platform test FILE RECORDING" or "platform match --jsonl".',
      );
    },
  };
}

async function match(roots: readonly string[], io: CliIo): Promise<number> {
  if (io.input === undefined) throw usageError('There is no standard input to read prompts from.');
  const { platforms } = await loadPlugins(nodeFileReader, roots);
  for await (const line of inputLines(io.input())) {
    if (line.trim() !== '') io.stdout.write(`${JSON.stringify(matchLine(line, platforms))}\n`);
  }
  return exitCode.ok;
}
