import type { CommandTemplate } from '../../commandTemplate.ts';
import { bodiesOf } from '../../syntax/bodiesOf.ts';
import type { Statement } from '../../syntax/nodes.ts';
import type { CompletionEntry } from './completionEntry.ts';

/** Tags by name, with what they do and what is typed in for them. */
export const tagCatalogue: ReadonlyMap<string, { readonly summary: string; readonly insert: string }> =
  new Map([
    ['if', { summary: 'Lines under a condition.', insert: 'if ${1:condition}' }],
    ['elif', { summary: 'Another condition of the same "if".', insert: 'elif ${1:condition}' }],
    ['else', { summary: 'What happens otherwise; in a "for", when there is no item.', insert: 'else' }],
    ['for', { summary: 'Lines for each item of a list.', insert: 'for ${1:item} in ${2:items}' }],
    ['set', { summary: 'Gives a name a value.', insert: 'set ${1:name} = ${2:value}' }],
    [
      'with',
      { summary: 'Names that have a value inside of the block only.', insert: 'with ${1:name} = ${2:value}' },
    ],
    [
      'macro',
      { summary: 'Lines that can be used again with other values.', insert: 'macro ${1:name}(${2:value})' },
    ],
    ['call', { summary: 'Calls a macro and hands it the block as caller().', insert: 'call ${1:macro}()' }],
    ['filter', { summary: 'Puts the text of the block through a filter.', insert: 'filter ${1:upper}' }],
    ['include', { summary: 'The lines of another template.', insert: 'include "${1:file.cmds}"' }],
    [
      'import',
      { summary: 'The macros of another template.', insert: 'import "${1:file.cmds}" as ${2:name}' },
    ],
    [
      'from',
      { summary: 'Single macros of another template.', insert: 'from "${1:file.cmds}" import ${2:macro}' },
    ],
    ['raw', { summary: 'Text in which nothing is filled in.', insert: 'raw' }],
    ['do', { summary: 'Evaluates something without printing it.', insert: 'do ${1:list.append(value)}' }],
    ['break', { summary: 'Ends the loop.', insert: 'break' }],
    ['continue', { summary: 'Goes on with the next item of the loop.', insert: 'continue' }],
  ]);

const ends: Readonly<Partial<Record<Statement['kind'], string>>> = {
  if: 'endif',
  for: 'endfor',
  'set-block': 'endset',
  with: 'endwith',
  macro: 'endmacro',
  'call-block': 'endcall',
  'filter-block': 'endfilter',
};

/** Tags that can begin at an offset; the end of the innermost open one comes first. */
export function tagKeywords(template: CommandTemplate, offset: number): CompletionEntry[] {
  const open = openTags(template.tree.body, offset);
  const closing = [...new Set(open.reverse())].map((label, index): CompletionEntry => ({
    label,
    kind: 'keyword',
    detail: 'closes the block',
    rank: index,
  }));
  const tags = [...tagCatalogue].map(([label, { summary, insert }]): CompletionEntry => ({
    label,
    kind: 'keyword',
    documentation: summary,
    insert,
    snippet: insert.includes('$'),
    rank: 5,
  }));
  return [...closing, ...tags];
}

function openTags(body: readonly Statement[], offset: number): string[] {
  for (const statement of body) {
    if (statement.start >= offset || statement.end < offset) continue;
    const end = ends[statement.kind];
    const inner = bodiesOf(statement).flatMap((each) => openTags(each, offset));
    return end === undefined ? inner : [end, ...inner];
  }
  return [];
}
