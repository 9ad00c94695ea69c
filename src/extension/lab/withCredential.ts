/** Adds a column `credential` with one value to a CSV inventory. Quoted fields may hold line breaks; rows end outside of quotes. */
export function withCredential(csv: string, credential: string): string {
  const rows = csv.replace(/\n$/, '').split('\n');
  return `${rows.map((row, index) => `${row},${index === 0 ? 'credential' : credential}`).join('\n')}\n`;
}
