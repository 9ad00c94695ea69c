import { isAlias, LineCounter, parseDocument, visit, type Node } from 'yaml';
import type { DiagnosticList } from '../diagnosticList.ts';
import { YamlValues } from './yamlValues.ts';

/** A YAML file that could be parsed. */
export interface YamlFile {
  readonly root: Node | null;
  readonly values: YamlValues;
}

/**
 * Parses a YAML file. A file with syntax errors gives no devices at all: after a slipped indentation nobody can know which
 * device a value belongs to.
 */
export function parseYaml(file: string, text: string, findings: DiagnosticList): YamlFile | undefined {
  const lines = new LineCounter();
  try {
    const document = parseDocument<Node>(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
    });
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
