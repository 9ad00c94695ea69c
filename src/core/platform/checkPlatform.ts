import type { Diagnostic } from '../../api/diagnostic.ts';
import { closestName } from '../text/closestName.ts';
import { errorAt } from './findings.ts';
import { patternFault } from './patternSafety.ts';
import type { FilePath, PlatformFile, PlatformSource } from './platformFile.ts';

/** What is wrong with a platform after `extends` has been resolved; `source` gives the places in its own file. */
export function checkPlatform(file: PlatformFile, source: PlatformSource): Diagnostic[] {
  return [...missingParts(file, source), ...badPatterns(source), ...unknownModes(file, source)];
}

function missingParts(file: PlatformFile, source: PlatformSource): Diagnostic[] {
  if (file.modes !== undefined) return [];
  const message = '"modes" is missing: a platform needs at least one mode with a prompt, or "extends".';
  return [errorAt('platform.incomplete', message, source.positionOf([]))];
}

/** Every pattern of the file itself; the parent's were checked with the parent. */
function badPatterns(source: PlatformSource): Diagnostic[] {
  const findings: Diagnostic[] = [];
  for (const { path, pattern } of patternsOf(source.file)) {
    const fault = patternFault(pattern);
    if (fault === undefined) continue;
    const message = `The pattern ${JSON.stringify(pattern)} cannot be used: ${fault}.`;
    findings.push(errorAt('platform.pattern', message, source.positionOf(path)));
  }
  return findings;
}

/** Keys under which a text is a pattern, wherever they stand. */
const patternKeys = new Set(['pattern', 'commandStart', 'then', 'where', 'pending']);
/** Keys under which a list of texts is a list of patterns. */
const patternLists = new Set([
  'prompts',
  'refused',
  'noise',
  'secrets',
  'questions',
  'done',
  'identification',
  'sure',
  'banner',
  'output',
  'not',
]);

function* patternsOf(value: unknown, path: FilePath = []): Generator<{ path: FilePath; pattern: string }> {
  if (typeof value === 'string') {
    const key = path.at(-1);
    const list = path.at(-2);
    const own =
      typeof key === 'string' ? patternKeys.has(key) : typeof list === 'string' && patternLists.has(list);
    if (own) yield { path, pattern: value };
  } else if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) yield* patternsOf(entry, [...path, index]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, entry] of Object.entries(value)) yield* patternsOf(entry, [...path, key]);
  }
}

function unknownModes(file: PlatformFile, source: PlatformSource): Diagnostic[] {
  const modes = Object.keys(file.modes ?? {});
  if (modes.length === 0) return [];
  const uses: { path: FilePath; mode: string | undefined }[] = [
    ...(['exec', 'enable', 'config'] as const).map((key) => ({
      path: ['commandModes', key],
      mode: file.commandModes?.[key],
    })),
    ...(file.moves ?? []).flatMap((move, index) =>
      (['from', 'to'] as const).map((key) => ({ path: ['moves', index, key], mode: move[key] })),
    ),
    ...(file.paging?.off ?? []).map((line, index) => ({
      path: ['paging', 'off', index, 'mode'],
      mode: line.mode,
    })),
  ];
  return uses.flatMap(({ path, mode }) => {
    if (mode === undefined || modes.includes(mode)) return [];
    const near = closestName(mode, modes);
    const hint = near === undefined ? `Modes: ${modes.join(', ')}.` : `Did you mean "${near}"?`;
    const message = `There is no mode "${mode}". ${hint}`;
    return [errorAt('platform.unknown-mode', message, source.positionOf(path), near)];
  });
}
