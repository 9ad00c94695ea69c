/** What separates the cells of a table: a comma, or `;` or tab where its header has no comma, as spreadsheets write them. */
export function delimiterOf(text: string): string {
  const header = /^(?!\s*#)[^\r\n]*\S[^\r\n]*$/m.exec(text)?.[0] ?? '';
  if (header.includes(',')) return ',';
  if (header.includes(';')) return ';';
  return header.includes('\t') ? '\t' : ',';
}
