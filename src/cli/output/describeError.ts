import { isErrorInfo } from '../../api/diagnostic.ts';
import { ShowrunError } from '../../core/errors.ts';
import { printable } from '../../core/text/printable.ts';

/** What is printed of an error. `command`: the one whose help can be pointed at. */
export function describeError(error: unknown, command?: string): string {
  if (!isErrorInfo(error) || !(error instanceof ShowrunError)) {
    // Not one of ours: a bug. The stack is what a report needs.
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return `showrun: internal error [internal]\n${detail}\n`;
  }
  const where =
    error.at === undefined || error.at.file === ''
      ? 'showrun'
      : `${error.at.file}:${error.at.line}:${error.at.column}`;
  const hint = error.hint === undefined ? '' : `  ${error.hint}\n`;
  const usage =
    error.code === 'cli.usage' && command !== undefined
      ? `  showrun ${command} --help shows what it takes.\n`
      : '';
  return `${printable(where)}: error: ${printable(error.message)} [${error.code}]\n${hint}${usage}`;
}
