import type { PlatformDefinition } from '../../api/platform.ts';

/** A prompt pattern, anchored at both ends. */
export interface CompiledPrompt {
  readonly mode: string;
  readonly regex: RegExp;
  /** Lines that the pattern can take: one more than the line breaks written in it outside of character classes. */
  readonly maxLines: number;
}

/** All prompts of a platform in the order of its modes. */
export function compilePrompts(modes: PlatformDefinition['modes']): CompiledPrompt[] {
  return Object.entries(modes).flatMap(([mode, { prompts }]) =>
    prompts.map((source) => ({
      mode,
      regex: new RegExp(`^(?:${source})$`),
      maxLines: source.replaceAll(/\[(?:\\.|[^\]\\])*\]/g, '').split('\\n').length,
    })),
  );
}
