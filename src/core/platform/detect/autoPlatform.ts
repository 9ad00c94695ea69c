import type { PlatformDefinition } from '../../../api/platform.ts';
import { CompiledPlatform } from '../compiledPlatform.ts';

/** The id that stands for "find out" in inventories and plans. */
export const autoPlatformId = 'auto';

/** Names that mean it; `autodetect` is netmiko's. */
export const autoPlatformNames: readonly string[] = [autoPlatformId, 'autodetect'];

/** What lists and menus show for it. */
export const autoPlatformTitle = 'Found out at the first connection';

/**
 * Stands for the platform of a device while it is not known. It understands any prompt, answers the questions of logins and the
 * pagers of all platforms it can turn out to be, and takes a line for dangerous that is so on any of them.
 */
export class AutoPlatform extends CompiledPlatform {
  readonly #platforms: readonly CompiledPlatform[];

  /**
   * @param generic the platform whose prompts fit any device
   * @param platforms what it can turn out to be
   */
  constructor(generic: CompiledPlatform, platforms: readonly CompiledPlatform[]) {
    super(autoDefinition(generic.definition, platforms));
    this.#platforms = platforms;
  }

  override isDangerous(line: string): { readonly reason: string } | undefined {
    for (const platform of this.#platforms) {
      const danger = platform.isDangerous(line);
      if (danger !== undefined) return { reason: `${danger.reason} if this is ${platform.title}` };
    }
    return undefined;
  }
}

function autoDefinition(
  generic: PlatformDefinition,
  platforms: readonly CompiledPlatform[],
): PlatformDefinition {
  const definitions = [generic, ...platforms.map(({ definition }) => definition)];
  return {
    ...generic,
    id: autoPlatformId,
    title: autoPlatformTitle,
    aliases: autoPlatformNames.slice(1),
    // Secrets are not given away: a question that has such an answer belongs to a platform that is known.
    login: unique(definitions.flatMap(({ login }) => login)).filter(({ answer }) => !('secret' in answer)),
    paging: { off: [], pagers: unique(definitions.flatMap(({ paging }) => paging.pagers)) },
    questions: [...new Set(definitions.flatMap(({ questions }) => questions))],
    commands: {},
    // What a terminal sends for Enter: every device takes it.
    lineEnd: '\r',
  };
}

/** The first of those with one pattern. */
function unique<T extends { readonly pattern: string }>(entries: readonly T[]): T[] {
  return [...new Map(entries.toReversed().map((entry) => [entry.pattern, entry])).values()].toReversed();
}
