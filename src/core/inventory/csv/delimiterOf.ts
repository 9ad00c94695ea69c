/** What Excel writes and reads as the first line of a table to name its delimiter. */
const named = /^sep=(.)[ \t]*$/i;

/** Whether a line is such a first line, and no record. */
export function namesDelimiter(line: string): boolean {
  return named.test(line);
}

/**
 * What separates the cells of a table: what a first line `sep=;` names, else a comma, or `;` or tab where its header has no
 * comma, as spreadsheets write them.
 */
export function delimiterOf(text: string): string {
  const [first = ''] = text.slice(0, 20).split(/[\r\n]/, 1);
  const told = named.exec(first)?.[1];
  if (told !== undefined) return told;
  const header = /^(?!\s*#)[^\r\n]*\S[^\r\n]*$/m.exec(text)?.[0] ?? '';
  if (header.includes(',')) return ',';
  if (header.includes(';')) return ';';
  return header.includes('\t') ? '\t' : ',';
}
