import type { CommandTemplate } from '../commandTemplate.ts';
import { blockAt } from './deviceScope.ts';

/** Stands for each character of `{{ … }}` in a masked text: a value that is not known. From the private use area. */
export const hole = '\uE000';

const masked = new WeakMap<CommandTemplate, string>();

/**
 * The text with its tags, comments and directives blanked out and its values replaced by holes, character by character, so that
 * offsets stay what they are: what is left are command lines.
 */
export function maskTemplate(template: CommandTemplate): string {
  const known = masked.get(template);
  if (known !== undefined) return known;
  const text = template.kind === 'list' ? maskList(template.text) : maskTokens(template);
  masked.set(template, text);
  return text;
}

/** A line of a template that can become a command. */
export interface CommandLine {
  /** From 1. */
  readonly line: number;
  /** Masked, without blanks at both ends. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Index of its block; -1 before the first heading. */
  readonly block: number;
}

const commandLines = new WeakMap<CommandTemplate, readonly CommandLine[]>();

/** The lines that can become commands, in order. */
export function commandLinesOf(template: CommandTemplate): readonly CommandLine[] {
  const known = commandLines.get(template);
  if (known !== undefined) return known;
  const found: CommandLine[] = [];
  const text = maskTemplate(template);
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    const trimmed = match[0].trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const start = match.index + match[0].indexOf(trimmed);
    const line = template.lines.lineAt(start);
    found.push({ line, text: trimmed, start, end: start + trimmed.length, block: blockAt(template, line) });
  }
  commandLines.set(template, found);
  return found;
}

/** The words of a masked line up to the first pipe, with their offsets in it. */
export function wordsOf(text: string): readonly { readonly word: string; readonly start: number }[] {
  const end = text.indexOf('|');
  const command = end < 0 ? text : text.slice(0, end);
  return [...command.matchAll(/\S+/g)].map((match) => ({ word: match[0], start: match.index }));
}

function maskList(text: string): string {
  return text.replaceAll(/^[ \t]*#[^\r\n]*/gm, (line) => ' '.repeat(line.length));
}

function maskTokens(template: CommandTemplate): string {
  const parts: string[] = [];
  let inside = ' ';
  for (const { kind, start, end } of template.tokens) {
    const text = template.text.slice(start, end);
    if (kind === 'output-open') inside = hole;
    if (kind === 'tag-open') inside = ' ';
    if (kind === 'text') {
      inside = ' ';
      parts.push(text);
    } else if (['heading', 'directive', 'comment-line', 'comment', 'raw-open', 'raw-close'].includes(kind)) {
      inside = ' ';
      parts.push(blank(text, ' '));
    } else parts.push(blank(text, inside));
    if (kind === 'output-close' || kind === 'tag-close') inside = ' ';
  }
  return parts.join('');
}

function blank(text: string, by: string): string {
  return text.replaceAll(/[^\r\n]/g, by);
}
