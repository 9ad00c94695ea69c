import { resolve } from 'node:path';
import type { Diagnostic } from '../../api/diagnostic.ts';
import { ShowrunError } from '../../core/errors.ts';
import type { CompiledPlatform } from '../../core/platform/compiledPlatform.ts';
import { checkConformance } from '../../core/platform/conformance.ts';
import { platformCodes } from '../../core/platform/findings.ts';
import { loadPlugins } from '../../core/platform/loadPlugins.ts';
import { readRecording } from '../../core/platform/recording/readRecording.ts';
import { readYaml } from '../../core/platform/yamlFile.ts';
import { testRecording } from '../../engine/platformTest/testRecording.ts';
import { nodeFileReader } from '../../store/nodeFileReader.ts';
import { exitCode, type CliIo } from '../cliIo.ts';
import { formatDiagnostic } from '../output/formatDiagnostic.ts';
import { formatPlayed } from './formatPlayed.ts';
import { ownPluginFiles, ownPluginRoot } from './ownPluginFiles.ts';

/** `showrun platform test`: checks a platform file, then plays recordings against it. */
export async function testPlatform(
  file: string,
  recordings: readonly string[],
  roots: readonly string[],
  io: CliIo,
): Promise<number> {
  const path = resolve(io.cwd, file).replaceAll('\\', '/');
  await readFile(file, io, 'plugin.unreadable', 'platform file');
  const files = ownPluginFiles(nodeFileReader, path);
  // The file's own root comes first: it may have the id of a platform that it is to replace.
  const { platforms, diagnostics } = await loadPlugins(files.reader, [ownPluginRoot, ...roots]);
  const findings = diagnostics.flatMap((finding) => {
    const at = files.ownPlace(finding.at);
    return at === undefined ? [] : [{ ...finding, at: { ...at, file } }];
  });
  if (hasErrors(findings)) {
    say(findings, io);
    return exitCode.badInput;
  }
  const [id = ''] = await files.ids();
  const platform = platforms.get(id);
  say([...findings, ...(await doubts(platform, file, path))], io);
  const modes = Object.keys(platform.definition.modes).join(', ');
  io.stdout.write(`${id}: ${platform.title} can be used. Modes: ${modes}.\n`);
  let wrong = 0;
  for (const recording of recordings) wrong += await play(platform, recording, io);
  return wrong > 0 ? exitCode.someFailed : exitCode.ok;
}

/** What is allowed and most likely not meant, with its places. */
async function doubts(platform: CompiledPlatform, file: string, path: string): Promise<Diagnostic[]> {
  const source = readYaml(file, await nodeFileReader.readFile(path), platformCodes);
  if ('faults' in source) return [];
  return checkConformance(platform).map(({ code, message, path: key }) => ({
    code,
    message,
    severity: 'warning',
    at: source.positionOf(key),
  }));
}

/** Plays one recording; returns how much of it is not as it says. */
async function play(platform: CompiledPlatform, file: string, io: CliIo): Promise<number> {
  const source = readRecording(file, await readFile(file, io, 'recording.unreadable', 'recording'));
  if ('faults' in source) {
    say(source.faults, io);
    return source.faults.length;
  }
  const { session, findings } = await testRecording(platform, source);
  io.stdout.write(formatPlayed(file, source, session));
  say(findings, io);
  const wrong = findings.filter(({ severity }) => severity === 'error').length;
  io.stdout.write(
    wrong === 0
      ? `${file}: as recorded, in one piece and in pieces of 7 bytes and of 1.\n`
      : `${file}: ${wrong === 1 ? '1 thing is' : `${wrong} things are`} not as recorded.\n`,
  );
  return wrong;
}

async function readFile(file: string, io: CliIo, code: string, what: string): Promise<Uint8Array> {
  try {
    return await nodeFileReader.readFile(resolve(io.cwd, file));
  } catch (error) {
    throw new ShowrunError(code, `The ${what} "${file}" cannot be read.`, {
      hint: 'Check the path and the folder you are in.',
      cause: error,
    });
  }
}

function hasErrors(findings: readonly Diagnostic[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

function say(findings: readonly Diagnostic[], io: CliIo): void {
  for (const finding of findings) io.stdout.write(formatDiagnostic(finding));
}
