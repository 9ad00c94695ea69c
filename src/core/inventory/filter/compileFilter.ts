import type { Device } from '../../../api/device.ts';
import type { SourcePosition } from '../../../api/diagnostic.ts';
import { ShowrunError } from '../../errors.ts';
import type { PlatformNames } from '../../platform/platformNames.ts';
import { evaluateFilter } from './evaluateFilter.ts';
import type { FilterFault } from './filterFault.ts';
import type { FilterNode } from './filterNode.ts';
import { parseFilter } from './parseFilter.ts';

/** A filter expression, ready to use. */
export interface CompiledFilter {
  readonly text: string;
  readonly node: FilterNode;
  matches(device: Device): boolean;
}

export interface CompileFilterOptions {
  /** Makes `platform:` understand aliases. */
  readonly platforms?: Pick<PlatformNames, 'resolve'>;
  /** Where the expression stands in a file; without it, errors have `file: ''` and line 1. */
  readonly at?: SourcePosition;
}

/** Compiles an expression (docs/filters.md); an empty one matches everything. Throws `filter.…` with the place of the fault. */
export function compileFilter(text: string, options: CompileFilterOptions = {}): CompiledFilter {
  const parsed = parseFilter(text);
  if ('fault' in parsed) throw filterError(parsed.fault, options.at);
  const { node } = parsed;
  const matches = evaluateFilter(node, (name) => options.platforms?.resolve(name));
  return { text, node, matches };
}

/** The error for a fault, placed in the file that the expression stands in. */
export function filterError(fault: FilterFault, origin?: SourcePosition): ShowrunError {
  const start = origin ?? { file: '', line: 1, column: 1 };
  const at = {
    file: start.file,
    line: start.line,
    column: start.column + fault.start,
    endLine: start.line,
    endColumn: start.column + fault.end,
  };
  return new ShowrunError(fault.code, `Filter, column ${String(fault.start + 1)}: ${fault.message}`, { at });
}
