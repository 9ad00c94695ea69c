import type { Diagnostic } from '../../api/diagnostic.ts';
import type { CommandTemplate, TemplateSource } from './commandTemplate.ts';
import { LineMap } from './syntax/lineMap.ts';
import type { Statement } from './syntax/nodes.ts';
import { Section } from './syntax/section.ts';

/**
 * Parses a plain list: each line that is neither empty nor a `#` comment is a command as it is. A placeholder in it is
 * an error, because it would be sent as it is written.
 */
export function parseList({ path, text }: TemplateSource): CommandTemplate {
  const lines = new LineMap(path, text);
  const diagnostics: Diagnostic[] = [];
  const body: Statement[] = [];
  for (let line = 1; line <= lines.count; line++) {
    const start = lines.startOf(line);
    const end = line === lines.count ? text.length : lines.startOf(line + 1);
    const value = text.slice(start, end).replace(/^\uFEFF/, '');
    if (value.trim() === '') continue;
    if (/^\s*#/.test(value)) {
      body.push({ kind: 'comment-line', start, end });
      continue;
    }
    const placeholder = /\{\{|\{%/.exec(value);
    if (placeholder !== null) {
      const code = 'template.placeholder-in-list';
      const message = `"${placeholder[0]}" would be sent as it is: a .txt file is a plain list of commands. Rename the file to .cmds to use variables.`;
      const from = start + text.slice(start, end).indexOf(placeholder[0]);
      diagnostics.push({ code, severity: 'error', message, at: lines.position(from, from + 2) });
    }
    body.push({ kind: 'text', value, start, end });
  }
  const file = new Section(undefined, { start: 0, end: 0 });
  return {
    path,
    text,
    kind: 'list',
    diagnostics,
    directives: {},
    blocks: [],
    asks: [],
    tree: { body, file },
    tokens: [],
    lines,
  };
}
