import type { CommandTemplate } from '../../commandTemplate.ts';
import type { LanguageContext } from '../languageContext.ts';
import { completeCommand } from './completeCommand.ts';
import { completeDirective } from './completeDirective.ts';
import { completeTag } from './completeTag.ts';
import type { CompletionList } from './completionEntry.ts';
import { tagContextAt } from './tagContext.ts';

/** What can stand at an offset: a command, a directive or its value, or a part of a tag. Undefined where nothing is offered. */
export function completeTemplate(
  template: CommandTemplate,
  offset: number,
  context: LanguageContext,
): CompletionList | undefined {
  const line = template.lines.lineAt(offset);
  const start = template.lines.startOf(line);
  const prefix = template.text.slice(start, offset);
  if (template.kind === 'cmds') {
    const tag = tagContextAt(template, offset);
    if (tag !== undefined) return completeTag(template, tag, offset, context);
    if (/^\s*#/.test(prefix)) return completeDirective(prefix, start, context);
  } else if (/^\s*#/.test(prefix)) return undefined;
  return completeCommand(template, offset, context);
}
