import type { Diagnostic, Severity } from '../../api/diagnostic.ts';
import type { CommandTemplate, TemplateBlock, TemplateSource } from './commandTemplate.ts';
import { parseList } from './parseList.ts';
import { Cursor } from './syntax/cursor.ts';
import { lexTemplate } from './syntax/lexTemplate.ts';
import { LineMap } from './syntax/lineMap.ts';
import type { Range } from './syntax/nodes.ts';
import { unknownIn, unknownNames } from './syntax/nameChecks.ts';
import { SectionReader } from './syntax/sectionReader.ts';
import { StatementParser } from './syntax/statementParser.ts';
import type { TemplateFault } from './templateFault.ts';

/** More findings than this in one file help nobody. */
const maxDiagnostics = 200;

/** Parses a template. Never throws: what is wrong stands in `diagnostics`. A path ending in `.txt` is a plain list. */
export function parseTemplate(source: TemplateSource): CommandTemplate {
  if (/\.txt$/i.test(source.path)) return parseList(source);
  return parseText(source, true);
}

/**
 * Parses a text in the plain meaning of Jinja2, in which lines that begin with `#` are text like any other.
 * For `renderRaw`.
 */
export function parseRaw(source: TemplateSource): CommandTemplate {
  return parseText(source, false);
}

function parseText({ path, text }: TemplateSource, lineComments: boolean): CommandTemplate {
  const lines = new LineMap(path, text);
  const lexed = lexTemplate(text, { lineComments });
  const faults: TemplateFault[] = [...lexed.faults];
  const parser = new StatementParser(new Cursor(text, lexed.tokens), faults);
  const body = parser.parseFile();
  const reader = new SectionReader(text, lines);
  reader.read(body);
  const sets = reader.file.sets.flatMap((set) => [...unknownIn(set.value)]);
  const diagnostics = [
    ...[...faults, ...reader.faults, ...sets, ...unknownNames(body)].map((fault) =>
      diagnosticOf(fault, lines),
    ),
    ...reader.warnings.map((warning) => finding('warning', warning, lines)),
  ];
  diagnostics.sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
  return {
    path,
    text,
    kind: 'cmds',
    diagnostics: withoutEchoes(diagnostics).slice(0, maxDiagnostics),
    directives: reader.file.directives,
    blocks: reader.sections.map((section): TemplateBlock => {
      const { title, directives, start, end } = section;
      return { title: title?.name ?? '', directives, at: lines.position(start, end) };
    }),
    asks: reader.asks,
    tree: { body, file: reader.file },
    tokens: lexed.tokens,
    lines,
  };
}

/** A fault found while parsing, as a finding of the file. */
export function diagnosticOf(fault: TemplateFault, lines: LineMap): Diagnostic {
  const { code, message, replacement } = fault;
  const range = fault.range ?? { start: 0, end: 0 };
  const base = finding('error', { code, message, range }, lines);
  return replacement === undefined ? base : { ...base, replacement };
}

function finding(
  severity: Severity,
  { code, message, range }: { code: string; message: string; range: Range },
  lines: LineMap,
): Diagnostic {
  return { code, severity, message, at: lines.position(range.start, range.end) };
}

/** The lexer and the parser can trip over the same unclosed tag: the first finding of a line explains it. */
function withoutEchoes(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const unclosed = new Set(
    diagnostics.filter((one) => one.code === 'template.unclosed-tag').map((one) => one.at.line),
  );
  return diagnostics.filter((one) => one.code !== 'template.syntax' || !unclosed.has(one.at.line));
}
