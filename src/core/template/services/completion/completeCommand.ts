import type { CommandPath } from '../../../platform/commands/commandWords.ts';
import type { CommandTemplate } from '../../commandTemplate.ts';
import { blockAt, platformsOfBlock } from '../deviceScope.ts';
import type { LanguageContext } from '../languageContext.ts';
import { hole, maskTemplate, wordsOf } from '../maskTemplate.ts';
import type { CompletionEntry, CompletionList } from './completionEntry.ts';

/** More commands than this in a list are noise. */
const maxEntries = 400;

/** Commands of the platforms that the block is for, from the beginning of the line; with how they go on. */
export function completeCommand(
  template: CommandTemplate,
  offset: number,
  context: LanguageContext,
): CompletionList | undefined {
  const line = template.lines.lineAt(offset);
  const text = maskTemplate(template).slice(template.lines.startOf(line), offset);
  if (text.includes('|')) return undefined;
  const words = wordsOf(text);
  const typing = /\S$/.test(text) ? words.at(-1) : undefined;
  const before = (typing === undefined ? words : words.slice(0, -1)).map(({ word }) => word);
  if (typing?.word.includes(hole) === true) return undefined;
  const start = offset - (typing?.word.length ?? 0);
  const ids = platformsOfBlock(template, blockAt(template, line), context);
  const platforms = ids.length > 0 ? ids : context.commands.platforms();
  const found = new Map<string, { readonly command: CommandPath; readonly platforms: string[] }>();
  for (const id of platforms) {
    for (const command of context.commands.next(id, before, hole)) {
      const known = found.get(command.path);
      if (known === undefined) found.set(command.path, { command, platforms: [id] });
      else known.platforms.push(id);
    }
  }
  const wanted = typing?.word.toLowerCase() ?? '';
  const entries = [...found.values()]
    .filter(({ command }) => command.path.toLowerCase().startsWith(wanted))
    .slice(0, maxEntries)
    .map((each) => entryOf(each.command, each.platforms, platforms.length));
  return { replace: { start, end: offset }, entries };
}

function entryOf({ path, summary }: CommandPath, platforms: readonly string[], all: number): CompletionEntry {
  const base = {
    label: path,
    kind: 'command' as const,
    detail: platforms.join(', '),
    documentation: summary,
    rank: platforms.length === all ? 3 : 4,
  };
  if (!path.includes('<')) return base;
  let count = 0;
  const insert = path.replaceAll(/<([^>]*)>/g, (_, name: string) => `\${${String(++count)}:${name}}`);
  return { ...base, insert, snippet: true };
}
