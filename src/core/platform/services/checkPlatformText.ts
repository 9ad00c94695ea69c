import type { Diagnostic } from '../../../api/diagnostic.ts';
import type { PlatformDefinition } from '../../../api/platform.ts';
import { CompiledPlatform } from '../compiledPlatform.ts';
import { checkConformance } from '../conformance.ts';
import { platformCodes, startOf } from '../findings.ts';
import type { PlatformFile, PlatformSource } from '../platformFile.ts';
import { platformSchema } from '../platformSchema.ts';
import { resolvePlatforms } from '../resolvePlatforms.ts';
import { schemaFaults } from '../schemaCheck.ts';
import { readYaml } from '../yamlFile.ts';

/** The platforms around a file: what it can extend, and whose names are taken. */
export interface PlatformsAround {
  ids(): readonly string[];
  /** Undefined where there is no such platform. */
  definition(id: string): PlatformDefinition | undefined;
}

/**
 * Everything that is wrong with the text of a platform file, as loading it would find it, and what is most likely not meant. The
 * file may have the id of one of the platforms around it: it stands in its place.
 */
export function checkPlatformText(file: string, text: string, around: PlatformsAround): Diagnostic[] {
  const read = readYaml(file, new TextEncoder().encode(text), platformCodes);
  if ('faults' in read) return read.faults;
  const faults = schemaFaults(platformSchema, read, platformCodes.schema);
  if (faults.length > 0) return faults;
  const own: PlatformSource = { file: read.value as PlatformFile, positionOf: read.positionOf };
  const others = around
    .ids()
    .filter((id) => id !== own.file.id)
    .flatMap((id) => sourceOf(around.definition(id), id === own.file.extends));
  const { definitions, diagnostics } = resolvePlatforms([...others, own]);
  const findings = diagnostics.filter(({ at }) => at.file === file);
  const definition = definitions.find(({ id }) => id === own.file.id);
  if (definition === undefined) return findings;
  const doubts = checkConformance(new CompiledPlatform(definition)).map(
    ({ code, message, path }): Diagnostic => ({
      code,
      severity: 'warning',
      message,
      at: read.positionOf(path),
    }),
  );
  return [...findings, ...doubts];
}

/** A platform that was loaded before, in the place of its file: whole where it is extended, else no more than its names. */
function sourceOf(definition: PlatformDefinition | undefined, whole: boolean): PlatformSource[] {
  if (definition === undefined) return [];
  const { id, title, aliases } = definition;
  const names: PlatformFile = { id, title, aliases, modes: { exec: { prompts: ['>'] } } };
  const file = whole ? (definition as PlatformFile) : names;
  return [{ file, positionOf: () => startOf('') }];
}
