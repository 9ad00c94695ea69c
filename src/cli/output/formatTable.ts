import { printable } from '../../core/text/printable.ts';

/** A column of a text table. */
export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  readonly align?: 'left' | 'right';
}

/** A plain text table with a header; every line ends with a line break. Control characters in cells are made visible. */
export function formatTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map((column) => printable(column.value(row))));
  const widths = columns.map((column, index) =>
    cells.reduce((widest, row) => Math.max(widest, row[index]?.length ?? 0), column.title.length),
  );
  const format = (row: readonly string[]): string =>
    row
      .map((cell, index) => {
        const target = widths[index] ?? 0;
        return columns[index]?.align === 'right' ? cell.padStart(target) : cell.padEnd(target);
      })
      .join('  ')
      .trimEnd() + '\n';
  return [columns.map((column) => column.title), ...cells].map(format).join('');
}
