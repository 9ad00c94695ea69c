import type { CommandTemplate } from '../commandTemplate.ts';
import { bodiesOf } from '../syntax/bodiesOf.ts';
import type { Statement } from '../syntax/nodes.ts';

/** Lines that can be folded, from 1, both included. */
export interface FoldingPart {
  readonly from: number;
  readonly to: number;
  readonly kind: 'block' | 'tag' | 'comment';
}

/** Blocks, tags with bodies and comments of several lines. */
export function foldingOf(template: CommandTemplate): readonly FoldingPart[] {
  const { blocks, lines, text } = template;
  const parts: FoldingPart[] = [];
  const last = text.endsWith('\n') ? lines.count - 1 : lines.count;
  for (const [index, block] of blocks.entries()) {
    const next = blocks[index + 1];
    let to = next === undefined ? last : next.at.line - 1;
    while (to > block.at.line && lineText(template, to).trim() === '') to--;
    parts.push({ from: block.at.line, to, kind: 'block' });
  }
  addTags(template, template.tree.body, parts);
  parts.push(...commentParts(template));
  return parts.filter(({ from, to }) => to > from);
}

function addTags(template: CommandTemplate, body: readonly Statement[], parts: FoldingPart[]): void {
  const { lines } = template;
  for (const statement of body) {
    if (statement.kind === 'if') {
      const tags = [...statement.branches.map((branch) => branch.tag), statement.otherwise?.tag];
      const starts = tags.flatMap((tag) => (tag === undefined ? [] : [lines.lineAt(tag.start)]));
      const end = lines.lineAt(statement.close?.start ?? statement.end);
      for (const [index, from] of starts.entries())
        parts.push({ from, to: (starts[index + 1] ?? end) - 1, kind: 'tag' });
    } else if ('open' in statement) {
      const to =
        lines.lineAt(statement.close?.start ?? statement.end) - (statement.close === undefined ? 0 : 1);
      parts.push({ from: lines.lineAt(statement.start), to, kind: 'tag' });
    }
    for (const inner of bodiesOf(statement)) addTags(template, inner, parts);
  }
}

function* commentParts({ tokens, lines }: CommandTemplate): Iterable<FoldingPart> {
  let from: number | undefined;
  let to = 0;
  for (const token of tokens) {
    if (token.kind === 'comment') {
      yield { from: lines.lineAt(token.start), to: lines.lineAt(token.end), kind: 'comment' };
    }
    if (token.kind === 'comment-line') {
      const line = lines.lineAt(token.start);
      if (from === undefined || line !== to + 1) {
        if (from !== undefined) yield { from, to, kind: 'comment' };
        from = line;
      }
      to = line;
    } else if (from !== undefined) {
      yield { from, to, kind: 'comment' };
      from = undefined;
    }
  }
  if (from !== undefined) yield { from, to, kind: 'comment' };
}

function lineText({ text, lines }: CommandTemplate, line: number): string {
  return text.slice(lines.startOf(line), line < lines.count ? lines.startOf(line + 1) : text.length);
}
