import type { Diagnostic } from '../../../../api/diagnostic.ts';
import { aloneReason } from '../../../plan/policy/parallelBlocks.ts';
import { parallelFinding } from '../../../plan/settleParallel.ts';
import type { CommandTemplate, Directives } from '../../commandTemplate.ts';
import { blockAt, platformsOfBlock } from '../deviceScope.ts';
import type { LanguageContext } from '../languageContext.ts';
import { commandLinesOf, type CommandLine } from '../maskTemplate.ts';
import { dangerOn } from './checkCommandLines.ts';

const expectLine = /^[ \t]*#[ \t]*@expect\b/gm;

/**
 * Blocks with `@parallel` that will be sent one line after another all the same, because of what they are or of one of their
 * lines: one finding for each. Plans see to it with the rendered lines once more.
 */
export function checkParallel(template: CommandTemplate, context: LanguageContext): Diagnostic[] {
  const answering = expectingBlocks(template);
  const lines = new Map<number, CommandLine[]>();
  for (const line of commandLinesOf(template)) {
    const own = lines.get(line.block);
    if (own === undefined) lines.set(line.block, [line]);
    else own.push(line);
  }
  return [...lines].flatMap(([block, own]) => {
    const directives = { ...template.directives, ...template.blocks[block]?.directives };
    const asked = directives.parallel;
    if (asked === undefined || asked.sessions < 2 || own.length < 2) return [];
    const whole = reasonOfBlock(directives, answering.has(block) || answering.has(-1));
    const isInherited = template.blocks[block]?.directives.parallel === undefined && block >= 0;
    const place = isInherited ? template.blocks[block]?.at : asked.at;
    if (whole !== undefined && place !== undefined) return [parallelFinding(`This block ${whole}`, place)];
    const finding = own.flatMap((line) => lineFinding(template, line, context))[0];
    return finding === undefined ? [] : [finding];
  });
}

function reasonOfBlock({ mode = 'exec', confirm }: Directives, answers: boolean): string | undefined {
  if (mode === 'config') return 'configures the device';
  if (confirm === true) return 'needs a confirmation';
  return answers ? 'answers a question (@expect)' : undefined;
}

function lineFinding(
  template: CommandTemplate,
  { text, start, end, block }: CommandLine,
  context: LanguageContext,
): Diagnostic[] {
  const held = platformsOfBlock(template, block, context).some(
    (id) =>
      context.platforms.resolve(id) !== undefined && dangerOn(context.platforms, id, text) !== undefined,
  );
  const alone = aloneReason({ text, mode: 'exec', expect: [] });
  const reason = alone ?? (held ? 'is held for a confirmation' : undefined);
  if (reason === undefined) return [];
  return [parallelFinding(`This line ${reason}`, template.lines.position(start, end))];
}

/** The blocks with an `@expect`; -1 is the file, of which all take it over. */
function expectingBlocks(template: CommandTemplate): ReadonlySet<number> {
  const { text, lines } = template;
  return new Set([...text.matchAll(expectLine)].map(({ index }) => blockAt(template, lines.lineAt(index))));
}
