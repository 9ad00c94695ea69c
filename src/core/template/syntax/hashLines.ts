import type { DirectiveNode, Identifier, Range } from './nodes.ts';
import { Section } from './section.ts';

/** The section that a `### Title` line begins. */
export function readHeading(text: string, range: Range): Section {
  const line = text.slice(range.start, range.end);
  const parts = /^(\s*###\s*)(.*?)\s*#*\s*$/.exec(line);
  const start = range.start + (parts?.[1]?.length ?? 0);
  const name = parts?.[2] ?? '';
  return new Section({ name, start, end: start + name.length }, range);
}

/** Name and value of a `# @name value` line. */
export function readDirectiveLine(text: string, range: Range): DirectiveNode {
  const line = text.slice(range.start, range.end);
  const hash = /^\s*#\s*@/.exec(line)?.[0].length ?? 0;
  const name = identifierAt(range.start + hash, /^[\w-]*/.exec(line.slice(hash))?.[0] ?? '');
  const rest = text.slice(name.end, range.end);
  const blanks = rest.length - rest.trimStart().length;
  const value = identifierAt(name.end + blanks, rest.trim());
  const end = value.name === '' ? name.end : value.end;
  return {
    name,
    value: value.name === '' ? identifierAt(name.end, '') : value,
    start: range.start + hash - 1,
    end,
  };
}

function identifierAt(start: number, name: string): Identifier {
  return { name, start, end: start + name.length };
}
