import { bodiesOf } from '../../syntax/bodiesOf.ts';
import type { Statement } from '../../syntax/nodes.ts';
import type { Token } from '../../syntax/token.ts';
import { parseTemplate } from '../../parseTemplate.ts';
import type { CommandTemplate } from '../../commandTemplate.ts';
import { formatTag } from './formatTag.ts';

/**
 * The template in its usual form: one blank inside of tags and around filters, `# @name value`, `### Title`, an empty line before a
 * heading, no blanks at line ends. What is sent stays the same, and formatting the result again changes nothing. A template with
 * a syntax error comes back as it is.
 */
export function formatTemplate(template: CommandTemplate): string {
  if (template.kind === 'list') return template.text;
  if (template.diagnostics.some((finding) => /syntax|unclosed|unexpected/.test(finding.code)))
    return template.text;
  const once = formatOnce(template);
  // A line that is new at its place can be one more thing to tidy up.
  return formatOnce(parseTemplate({ path: template.path, text: once }));
}

function formatOnce(template: CommandTemplate): string {
  const { tokens, text } = template;
  const kept = keptRanges(template.tree.body);
  const end = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const parts: string[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) continue;
    const source = text.slice(token.start, token.end);
    if (token.kind === 'output-open' || token.kind === 'tag-open') {
      const close = closeOf(tokens, index);
      if (close === undefined) return text;
      parts.push(formatTag(text, tokens.slice(index, close + 1)));
      index = close;
    } else if (token.kind === 'text') {
      const raw = tokens[index - 1]?.kind === 'raw-open';
      const keep = raw || kept.some((range) => range.start <= token.start && token.end <= range.end);
      parts.push(keep ? source : tidyText(source, index === 0 || endsLine(parts), end));
    } else if (token.kind === 'heading') {
      const inside = kept.some((range) => range.start <= token.start && token.end <= range.end);
      if (!inside) beginHeading(parts, end);
      parts.push(formatHash(source, end));
    } else if (token.kind === 'directive' || token.kind === 'comment-line')
      parts.push(formatHash(source, end));
    else parts.push(source);
  }
  return finish(parts.join(''), template, end);
}

/** Bodies whose text is a value: every blank in them counts. */
function keptRanges(body: readonly Statement[]): { start: number; end: number }[] {
  return body.flatMap((statement) => {
    if (['set-block', 'filter-block', 'macro', 'call-block', 'invalid'].includes(statement.kind))
      return [{ start: statement.start, end: statement.end }];
    return bodiesOf(statement).flatMap(keptRanges);
  });
}

function closeOf(tokens: readonly Token[], open: number): number | undefined {
  for (let index = open + 1; index < tokens.length; index++) {
    const kind = tokens[index]?.kind;
    if (kind === 'output-close' || kind === 'tag-close') return index;
    if (kind === 'output-open' || kind === 'tag-open' || kind === 'invalid') return undefined;
  }
  return undefined;
}

/** Blanks at line ends go, and empty lines beyond the first. Blanks next to tags stay: they can stand inside of a command. */
function tidyText(text: string, atLineStart: boolean, end: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  const tidy = lines.map((line, index) => {
    const last = index === lines.length - 1;
    if (last) return line;
    if (index === 0 && !atLineStart && line.trim() === '') return line;
    return line.trimEnd();
  });
  const kept = tidy.filter((line, index) => {
    const inner = index > 0 && index < tidy.length - 1;
    return !(inner && line === '' && tidy[index - 1] === '' && (index > 1 || atLineStart));
  });
  return kept.join(end);
}

function endsLine(parts: readonly string[]): boolean {
  return /(?:^|[\r\n])$/.test(parts.at(-1) ?? '');
}

/** One empty line before a heading, unless the file begins with it. */
function beginHeading(parts: string[], end: string): void {
  const before = parts.join('').slice(-200);
  if (before.trim() === '' && parts.join('').trim() === '') return;
  if (/(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)$/.test(before)) return;
  parts.push(end);
}

function formatHash(line: string, end: string): string {
  const body = line.replace(/[\r\n]+$/, '');
  const ended = body.length < line.length ? end : '';
  const heading = /^\s*###(?!#)\s*(.*?)\s*$/.exec(body);
  if (heading !== null) return `${`### ${heading[1] ?? ''}`.trimEnd()}${ended}`;
  const directive = /^\s*#\s*@([\w-]+)\s*(.*?)\s*$/.exec(body);
  if (directive !== null) return `# @${`${directive[1] ?? ''} ${directive[2] ?? ''}`.trimEnd()}${ended}`;
  return `${body.trimEnd()}${ended}`;
}

/** Exactly one line end at the end of the file. */
function finish(text: string, template: CommandTemplate, end: string): string {
  const last = template.tokens.at(-1);
  if (text === '' || last === undefined || last.kind === 'raw-open') return text;
  const trimmed = text.replace(/[\r\n]+$/, '');
  return trimmed === '' ? '' : `${trimmed}${end}`;
}
