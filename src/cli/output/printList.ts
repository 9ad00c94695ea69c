import type { CliIo } from '../cliIo.ts';
import type { OptionSpec } from '../optionSpec.ts';
import { formatTable, type Column } from './formatTable.ts';

/** `--format` of every command that lists something. */
export const formatOption: OptionSpec = {
  name: 'format',
  value: 'FORMAT',
  choices: ['table', 'json', 'ndjson'],
  help: 'How the list is printed on standard output; table unless given.',
};

/** Prints rows as a table, as one JSON array, or as a JSON object a line. */
export function printList<Row>(
  io: CliIo,
  format: string | undefined,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  toJson: (row: Row) => unknown = (row) => row,
): void {
  if (format === 'json') io.stdout.write(`${JSON.stringify(rows.map(toJson), undefined, 2)}\n`);
  else if (format === 'ndjson') for (const row of rows) io.stdout.write(`${JSON.stringify(toJson(row))}\n`);
  else io.stdout.write(formatTable(columns, rows));
}
