import { TemplateFault } from '../templateFault.ts';
import { lexTag } from './lexTag.ts';
import type { ExpectNode, Identifier, Range, Statement } from './nodes.ts';
import { parseInline } from './parseInline.ts';
import { readString } from './readString.ts';

const usage = 'Write # @expect /pattern/ -> "answer"; "" answers with a bare Enter.';

/** Reads `/pattern/ -> "answer"`. The answer may contain `{{ … }}`. Throws `TemplateFault`. */
export function readExpect(text: string, value: Identifier): ExpectNode {
  const parts = /^(\/((?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+)\/)(\w*)(\s*->\s*)(.*)$/.exec(value.name);
  if (parts === null) throw new TemplateFault('template.directive-value', usage, value);
  const [, whole = '', source = '', flags = '', arrow = '', answer = ''] = parts;
  const patternRange = { start: value.start, end: value.start + whole.length };
  const pattern = readPattern(source, flags, patternRange);
  const start = value.start + whole.length + flags.length + arrow.length;
  return { pattern, answer: readAnswer(text, answer, start), start: value.start, end: value.end };
}

function readPattern(source: string, flags: string, range: Range): string {
  if (flags !== '') {
    const message = `Flags such as "${flags}" are not possible here. Write [Cc]onfirm for either letter.`;
    throw new TemplateFault('template.expect-pattern', message, range);
  }
  try {
    new RegExp(source);
  } catch {
    const message =
      'This is not a regular expression. Check brackets, and put a backslash before ( ) [ ] ? * + .';
    throw new TemplateFault('template.expect-pattern', message, range);
  }
  if (/[*+}]\)*[^)|]*\)(?:[*+]|\{\d)/.test(source) && isNestedRepeat(source)) {
    const message =
      'A repeated group must not contain a repetition: on unlucky output it could take forever.';
    throw new TemplateFault('template.expect-pattern', message, range);
  }
  return source;
}

/** True where a group that contains `*`, `+` or `{n,}` is itself repeated. */
function isNestedRepeat(source: string): boolean {
  const groups: boolean[] = [];
  const parts = source.match(/\\.|\[(?:[^\]\\]|\\.)*\]|[*+]|\{\d+,\d*\}|[()]|[^]/g) ?? [];
  for (const [index, part] of parts.entries()) {
    if (part === '(') groups.push(false);
    else if (part === ')') {
      const inner = groups.pop() ?? false;
      const repeated = /^(?:[*+]|\{\d+,\d*\})$/.test(parts[index + 1] ?? '');
      if (inner && repeated) return true;
      if ((inner || repeated) && groups.length > 0) groups[groups.length - 1] = true;
    } else if (/^(?:[*+]|\{\d+,\d*\})$/.test(part) && groups.length > 0) groups[groups.length - 1] = true;
  }
  return false;
}

function readAnswer(text: string, answer: string, start: number): readonly Statement[] {
  const quote = answer[0];
  const closed = answer.length >= 2 && (quote === '"' || quote === "'") && answer.endsWith(quote);
  const range = { start, end: start + answer.length };
  if (!closed)
    throw new TemplateFault('template.directive-value', `The answer must stand in quotes. ${usage}`, range);
  if (!/\{[{%#]/.test(answer)) {
    const value = readString(answer, range);
    if (/[\r\n]/.test(value)) {
      throw new TemplateFault(
        'template.directive-value',
        'An answer is one line; it is sent with a line end.',
        range,
      );
    }
    return value === '' ? [] : [{ kind: 'text', value, ...range }];
  }
  return readParts(text, { start: start + 1, end: range.end - 1 });
}

function readParts(text: string, range: Range): readonly Statement[] {
  const parts: Statement[] = [];
  let position = range.start;
  while (position < range.end) {
    const open = text.indexOf('{{', position);
    const end = open < 0 || open >= range.end ? range.end : open;
    const literal = text.slice(position, end);
    if (/\{[%#]/.test(literal)) {
      throw new TemplateFault('template.directive-value', 'Only {{ … }} is possible in an answer.', range);
    }
    if (literal !== '') parts.push({ kind: 'text', value: literal, start: position, end });
    if (end === range.end) break;
    const inner = lexTag(text, end + 2, { close: 'output-close', end: range.end });
    if (!inner.closed)
      throw new TemplateFault('template.unclosed-tag', '"{{" is never closed. Add "}}".', {
        start: end,
        end: end + 2,
      });
    const value = parseInline(text, { start: end + 2, end: inner.tokens.at(-1)?.start ?? inner.end });
    parts.push({ kind: 'output', value, start: end, end: inner.end });
    position = inner.end;
  }
  return parts;
}
