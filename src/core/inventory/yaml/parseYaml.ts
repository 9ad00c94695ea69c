import {
  Composer,
  isAlias,
  Lexer,
  LineCounter,
  Parser,
  visit,
  YAMLParseError,
  type CST,
  type Document,
  type Node,
  type ParsedNode,
} from 'yaml';
import type { DiagnosticList } from '../diagnosticList.ts';
import { YamlValues } from './yamlValues.ts';

/** A YAML file that could be parsed. */
export interface YamlFile {
  readonly root: Node | null;
  readonly values: YamlValues;
}

/**
 * Parses a YAML file. A file with syntax errors gives no devices at all: after a slipped indentation nobody can know which
 * device a value belongs to. In steps, so that a large file need not be read in one go.
 */
export function* yamlSteps(
  file: string,
  text: string,
  findings: DiagnosticList,
): Generator<undefined, YamlFile | undefined> {
  const lines = new LineCounter();
  try {
    const document = yield* parseDocument(text, lines);
    for (const error of document.errors) {
      const start = lines.linePos(error.pos[0]);
      const end = lines.linePos(error.pos[1]);
      const at = { file, line: start.line, column: start.col, endLine: end.line, endColumn: end.col };
      const message = `This is not valid YAML, so no device of this file is used: ${error.message}.`;
      findings.error('inventory.yaml-syntax', at, message.replace(/\.\.$/, '.'));
    }
    if (document.errors.length > 0) return undefined;
    const { targets, unknown } = resolveAliases(document.contents);
    const values = new YamlValues(file, lines, targets, findings);
    for (const alias of unknown) {
      const message = 'This alias names no anchor before it, so no device of this file is used.';
      findings.error('inventory.yaml-syntax', values.place(alias), message);
    }
    return unknown.length > 0 ? undefined : { root: document.contents, values };
  } catch (error) {
    // Thousands of nested brackets exhaust the parser's stack.
    if (!(error instanceof RangeError)) throw error;
    const at = { file, line: 1, column: 1 };
    findings.error(
      'inventory.yaml-too-complex',
      at,
      'This file is nested too deeply to be read. Write it plainly.',
    );
    return undefined;
  }
}

/** Parts of a file that are taken in one step. */
const perStep = 100;

/** As `parseDocument` of the parser, whose own parts do it here one after another. */
function* parseDocument(text: string, lines: LineCounter): Generator<undefined, Document.Parsed> {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let count = 0;
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    count += 1;
    if (count % perStep === 0) yield;
  }
  tokens.push(...parser.end());
  yield;
  const composer = new Composer<ParsedNode>({ lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const [document, second] = composer.compose(tokens, true, text.length);
  if (document === undefined) throw new Error('There is always a document, empty or not.');
  if (second !== undefined) {
    const [start, end] = second.range;
    document.errors.push(new YAMLParseError([start, end], 'MULTIPLE_DOCS', 'The file has several documents'));
  }
  return document;
}

interface Aliases {
  /** Each alias with the node it stands for. */
  readonly targets: ReadonlyMap<Node, Node>;
  /** Aliases without an anchor before them. */
  readonly unknown: readonly Node[];
}

/** An alias stands for the latest anchor of its name before it: one pass for all, where `Alias.resolve` takes one for each. */
function resolveAliases(root: Node | null): Aliases {
  const anchors = new Map<string, Node>();
  const targets = new Map<Node, Node>();
  const unknown: Node[] = [];
  if (root === null) return { targets, unknown };
  visit(root, {
    Node(_key, node) {
      if (!isAlias(node)) {
        if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node);
        return;
      }
      const target = anchors.get(node.source);
      if (target === undefined) unknown.push(node);
      else targets.set(node, target);
    },
  });
  return { targets, unknown };
}
