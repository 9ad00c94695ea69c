import { TemplateFault } from '../templateFault.ts';
import type { Range } from './nodes.ts';

const simple: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const escape = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(\r\n|[^]))/gu;

/** The value of a quoted string, with Python's escapes; an unknown escape stays as it is written, as in Python. */
export function readString(quoted: string, range: Range): string {
  const inner = quoted.slice(1, -1).replace(/\r\n?/g, '\n');
  if (!inner.includes('\\')) return inner;
  return inner.replace(escape, (whole: string, ...groups: (string | undefined)[]) => {
    const [byte, unit, long, octal, other = ''] = groups;
    const hex = byte ?? unit ?? long;
    if (hex !== undefined) return fromCode(Number.parseInt(hex, 16), whole, range);
    if (octal !== undefined) return fromCode(Number.parseInt(octal, 8), whole, range);
    if ('xuUN'.includes(other)) throw badEscape(whole, range);
    return simple[other] ?? whole;
  });
}

function fromCode(code: number, whole: string, range: Range): string {
  if (code > 0x10ffff) throw badEscape(whole, range);
  return String.fromCodePoint(code);
}

function badEscape(escaped: string, range: Range): TemplateFault {
  const message = `"${escaped}" is not a complete escape. Write \\\\ for a backslash.`;
  return new TemplateFault('template.syntax', message, range);
}
