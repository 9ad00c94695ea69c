import type { Diagnostic } from '../../api/diagnostic.ts';
import type { PlatformDefinition } from '../../api/platform.ts';
import { closestName } from '../text/closestName.ts';
import { checkPlatform } from './checkPlatform.ts';
import { completePlatform } from './completePlatform.ts';
import { errorAt, warningAt } from './findings.ts';
import { inheritPlatform } from './inheritPlatform.ts';
import type { PlatformFile, PlatformSource } from './platformFile.ts';

type Sources = ReadonlyMap<string, PlatformSource>;

/**
 * Resolves `extends` between all platform files and checks what comes out. A platform that is wrong, or that extends one
 * that is, is left out with a finding; the others are not touched by it. The first of two files with one id wins.
 */
export function resolvePlatforms(sources: readonly PlatformSource[]): {
  definitions: PlatformDefinition[];
  diagnostics: Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const byId = new Map<string, PlatformSource>();
  for (const source of sources) {
    const first = byId.get(source.file.id);
    if (first === undefined) byId.set(source.file.id, source);
    else diagnostics.push(duplicate(source, first));
  }
  const definitions: PlatformDefinition[] = [];
  for (const source of byId.values()) {
    const file = inherited(source, byId, diagnostics);
    if (file === undefined) continue;
    const faults = checkPlatform(file, source);
    diagnostics.push(...faults);
    if (faults.every((fault) => fault.severity !== 'error')) definitions.push(completePlatform(file));
  }
  diagnostics.push(...aliasClashes(definitions, byId));
  return { definitions, diagnostics };
}

/** A file with everything it inherits; undefined, with a finding, where the chain is broken. */
function inherited(
  source: PlatformSource,
  byId: Sources,
  diagnostics: Diagnostic[],
): PlatformFile | undefined {
  const chain = [source.file];
  const seen = new Set([source.file.id]);
  for (let parent = source.file.extends; parent !== undefined;) {
    const at = source.positionOf(['extends']);
    if (seen.has(parent)) {
      const circle = [...chain.map((file) => file.id), parent].join(' -> ');
      diagnostics.push(errorAt('platform.extends-cycle', `"extends" runs in a circle: ${circle}.`, at));
      return undefined;
    }
    const found = byId.get(parent);
    if (found === undefined) {
      const near = closestName(parent, byId.keys());
      const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
      const via = chain.length === 1 ? '' : ` (needed by "${chain.at(-1)?.id ?? ''}")`;
      const message = `There is no usable platform "${parent}" to extend${via}.${hint}`;
      diagnostics.push(
        errorAt('platform.unknown-parent', message, at, chain.length === 1 ? near : undefined),
      );
      return undefined;
    }
    seen.add(parent);
    chain.push(found.file);
    parent = found.file.extends;
  }
  return chain.reduceRight((parent, child) => inheritPlatform(parent, child));
}

function duplicate(source: PlatformSource, first: PlatformSource): Diagnostic {
  const there = first.positionOf(['id']);
  return errorAt(
    'platform.duplicate-id',
    `Platform "${source.file.id}" is already defined in ${there.file}:${there.line}. This file is not used; give it an id of its own.`,
    source.positionOf(['id']),
  );
}

/** Aliases that two platforms claim, or that are another platform's id: harmless, but one of them is not found by it. */
function aliasClashes(definitions: readonly PlatformDefinition[], byId: Sources): Diagnostic[] {
  const owners = new Map(definitions.map(({ id }) => [id.toLowerCase(), id]));
  const findings: Diagnostic[] = [];
  for (const { id, aliases } of definitions) {
    for (const [index, alias] of aliases.entries()) {
      const owner = owners.get(alias.toLowerCase());
      if (owner === undefined) owners.set(alias.toLowerCase(), id);
      else if (owner !== id) {
        const at = byId.get(id)?.positionOf(['aliases', index]);
        const message = `The alias "${alias}" already means "${owner}" and is not used for "${id}".`;
        if (at !== undefined) findings.push(warningAt('platform.duplicate-alias', message, at));
      }
    }
  }
  return findings;
}
