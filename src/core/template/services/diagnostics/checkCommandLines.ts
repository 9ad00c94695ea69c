import type { Diagnostic } from '../../../../api/diagnostic.ts';
import { lineDanger } from '../../../plan/policy/heldCommands.ts';
import type { CommandMatch } from '../../../platform/commands/commandCatalogue.ts';
import type { CommandTemplate } from '../../commandTemplate.ts';
import { platformsOfBlock } from '../deviceScope.ts';
import type { LanguageContext, LanguagePlatforms } from '../languageContext.ts';
import { commandLinesOf, hole, wordsOf, type CommandLine } from '../maskTemplate.ts';

/** Why lines can hurt, by platform and line; lines hardly change between two key presses. */
const judged = new WeakMap<LanguagePlatforms, Map<string, string | undefined>>();
/** More lines than this come from long typing; judging the ones on the screen again costs little. */
const maxJudged = 50_000;

/** What the platforms of a block say about its lines: held back by the policy, ambiguous, or not known. Never an error. */
export function checkCommandLines(template: CommandTemplate, context: LanguageContext): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const entered = new Set<number>();
  for (const line of commandLinesOf(template)) {
    const ids = platformsOfBlock(template, line.block, context);
    const held = heldFinding(template, line, ids, context);
    if (held !== undefined) findings.push(held);
    const mode =
      (template.blocks[line.block]?.directives ?? template.directives).mode ?? template.directives.mode;
    if (/^conf/i.test(line.text)) entered.add(line.block);
    // The commands of configuration modes are not in the data.
    if (mode === 'config' || entered.has(line.block)) continue;
    const finding = matchFinding(template, line, ids, context);
    if (finding !== undefined) findings.push(finding);
  }
  return findings;
}

function heldFinding(
  template: CommandTemplate,
  { text, start, end }: CommandLine,
  ids: readonly string[],
  { platforms }: LanguageContext,
): Diagnostic | undefined {
  const reasons = new Set(
    ids.flatMap((id) => (platforms.resolve(id) === undefined ? [] : (dangerOn(platforms, id, text) ?? []))),
  );
  if (reasons.size === 0) return undefined;
  return {
    code: 'language.held-command',
    severity: 'info',
    message: `This command ${[...reasons].join('; ')}. A run asks for a confirmation before anything is sent.`,
    at: template.lines.position(start, end),
  };
}

/** Why a line is held back on a platform, or undefined; remembered. */
export function dangerOn(platforms: LanguagePlatforms, id: string, text: string): string | undefined {
  const known = judged.get(platforms) ?? new Map<string, string | undefined>();
  judged.set(platforms, known);
  const key = `${id}\0${text}`;
  if (known.has(key)) return known.get(key);
  if (known.size > maxJudged) known.clear();
  const reason = lineDanger(platforms.get(id), text);
  known.set(key, reason);
  return reason;
}

function matchFinding(
  template: CommandTemplate,
  line: CommandLine,
  ids: readonly string[],
  { commands }: LanguageContext,
): Diagnostic | undefined {
  const words = wordsOf(line.text);
  const plain = words.map(({ word }) => word);
  const matches = ids.map((id) => ({ id, match: commands.match(id, plain, hole) }));
  // One platform that takes the line, or of which nothing is known, is enough.
  if (matches.length === 0 || matches.some(({ match }) => match.kind === 'known' || match.kind === 'silent'))
    return undefined;
  const index = Math.max(...matches.map(({ match }) => ('word' in match ? match.word : 0)));
  const word = words[index];
  if (word === undefined) return undefined;
  const start = line.start + word.start;
  const at = template.lines.position(start, start + word.word.length);
  const names = matches.map(({ id }) => id).join(', ');
  const ambiguous = matches.find(({ match }) => match.kind === 'ambiguous' && match.word === index)?.match;
  if (ambiguous?.kind === 'ambiguous') return ambiguousFinding(word.word, ambiguous.candidates, names, at);
  return unknownFinding(
    word.word,
    matches.map(({ match }) => match),
    names,
    at,
  );
}

function ambiguousFinding(
  word: string,
  candidates: readonly string[],
  names: string,
  at: Diagnostic['at'],
): Diagnostic {
  const message = `"${word}" is ambiguous on ${names}: ${candidates.slice(0, 6).join(', ')}${candidates.length > 6 ? ' …' : ''}. Write one more letter.`;
  return { code: 'language.ambiguous-command', severity: 'warning', message, at };
}

function unknownFinding(
  word: string,
  matches: readonly CommandMatch[],
  names: string,
  at: Diagnostic['at'],
): Diagnostic {
  const near = matches.flatMap((match) => (match.kind === 'unknown' ? (match.near ?? []) : []))[0];
  const question = near === undefined ? '' : ` Did you mean "${near}"?`;
  return {
    code: 'language.unknown-command',
    severity: 'hint',
    message: `Showrun's own list for ${names} has no such command at "${word}".${question} The device may know it all the same.`,
    at,
    ...(near === undefined ? {} : { replacement: near }),
  };
}
