import { closestName } from '../../text/closestName.ts';
import { CommandWords, type CommandPath } from './commandWords.ts';

/** What is known of a line on one platform. `word` is the index of the word that the finding is about. */
export type CommandMatch =
  | { readonly kind: 'known'; readonly path: string; readonly summary: string | undefined }
  | { readonly kind: 'ambiguous'; readonly word: number; readonly candidates: readonly string[] }
  | { readonly kind: 'unknown'; readonly word: number; readonly near: string | undefined }
  /** Nothing is known about the platform, or the line begins with a value. */
  | { readonly kind: 'silent' };

/** More lines than this are not those of open templates. */
const maxMatches = 50_000;

/** Commands by platform, for completion, hover and hints. What it does not know is not wrong. */
export class CommandCatalogue {
  readonly #platforms = new Map<string, CommandWords>();
  /** Matches of lines, as long as nothing is added: an editor asks for the same lines at each key press. */
  readonly #matches = new Map<string, CommandMatch>();

  /** Adds commands of a platform; a command that is there keeps its description. */
  add(platform: string, commands: Iterable<readonly [path: string, summary: string]>): void {
    this.#matches.clear();
    const words = this.#platforms.get(platform) ?? new CommandWords();
    this.#platforms.set(platform, words);
    for (const [path, summary] of commands) words.add(path, summary);
  }

  /** Makes a platform know what another one knows too. */
  extend(platform: string, base: string): void {
    const commands = this.#platforms.get(base)?.paths() ?? [];
    this.add(
      platform,
      commands.map(({ path, summary }) => [path, summary] as const),
    );
  }

  /** Platforms that commands are known of. */
  platforms(): string[] {
    return [...this.#platforms.keys()];
  }

  /** All commands of a platform, in the order in which they were added. */
  commands(platform: string): readonly CommandPath[] {
    return this.#platforms.get(platform)?.paths() ?? [];
  }

  /**
   * What a platform makes of a line whose words may be abbreviated. `hole` is a character that stands for a value that is not
   * known: a word with it in matches everything.
   */
  match(platform: string, words: readonly string[], hole: string): CommandMatch {
    const tree = this.#platforms.get(platform);
    if (tree === undefined) return { kind: 'silent' };
    const key = `${platform} ${words.join(' ')}`;
    const known = this.#matches.get(key);
    if (known !== undefined) return known;
    if (this.#matches.size > maxMatches) this.#matches.clear();
    const match = tree.match(words, hole);
    this.#matches.set(key, match);
    return match;
  }

  /** What can follow some words, with the place holders of arguments. */
  next(platform: string, words: readonly string[], hole: string): readonly CommandPath[] {
    return this.#platforms.get(platform)?.next(words, hole) ?? [];
  }

  /** The command of a platform that a mistyped first word most likely means. */
  suggest(platform: string, word: string): string | undefined {
    return closestName(word, this.#platforms.get(platform)?.firstWords() ?? []);
  }
}
