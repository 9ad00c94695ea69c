import type { CommandTemplate } from '../commandTemplate.ts';
import { bodiesOf } from '../syntax/bodiesOf.ts';
import type { Range, Statement } from '../syntax/nodes.ts';

/** A part of a template as the outline shows it. */
export interface OutlineEntry {
  readonly name: string;
  readonly kind: 'block' | 'macro' | 'variable';
  readonly range: Range;
  /** The name itself. */
  readonly selection: Range;
  readonly children: readonly OutlineEntry[];
}

/** Blocks with the macros and variables in them, in the order of the file. */
export function outlineOf(template: CommandTemplate): readonly OutlineEntry[] {
  const { lines, blocks, text } = template;
  const entries: (OutlineEntry & { children: OutlineEntry[] })[] = blocks.map((block, index) => {
    const start = lines.startOf(block.at.line);
    const next = blocks[index + 1];
    const end = next === undefined ? text.length : lines.startOf(next.at.line);
    const line = text.slice(start, end).split(/\r\n|\n|\r/, 1)[0] ?? '';
    const name = block.title === '' ? '###' : block.title;
    return {
      name,
      kind: 'block',
      range: { start, end },
      selection: { start, end: start + line.length },
      children: [],
    };
  });
  const top: OutlineEntry[] = [...entries];
  for (const entry of definitionsIn(template.tree.body)) {
    const block = entries.findLast(({ range }) => range.start <= entry.range.start);
    if (block === undefined) top.push(entry);
    else block.children.push(entry);
  }
  return top.sort((left, right) => left.range.start - right.range.start);
}

function* definitionsIn(body: readonly Statement[]): Iterable<OutlineEntry> {
  for (const statement of body) {
    const range = { start: statement.start, end: statement.end };
    if (statement.kind === 'macro') {
      const { name, start, end } = statement.name;
      yield { name, kind: 'macro', range, selection: { start, end }, children: [] };
      continue;
    }
    if ((statement.kind === 'set' || statement.kind === 'set-block') && statement.target.kind === 'name') {
      const { name, start, end } = statement.target;
      yield { name, kind: 'variable', range, selection: { start, end }, children: [] };
    }
    for (const inner of bodiesOf(statement)) yield* definitionsIn(inner);
  }
}
