/** How files of other programs begin that people take for tables. */
const beginnings: readonly (readonly [string, string])[] = [
  ['PK\u0003\u0004', 'a workbook of a spreadsheet (.xlsx, .ods)'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old workbook of a spreadsheet (.xls)'],
  ['%PDF-', 'a PDF'],
  ['\u00ff\u00fe\u0000\u0000', 'text in UTF-32'],
];

/** Bytes that are looked at for zeros, which no text in UTF-8 or Latin-1 has. */
const looked = 1024;
/** More zeros than somebody types by mistake. */
const manyZeros = 4;

/** What a file of another program is, by how it begins; undefined for one that may be text. */
export function foreignFile(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  return beginnings.find(([beginning]) => start.startsWith(beginning))?.[1];
}

/** Whether bytes that are no UTF-16 are no text at all. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, looked).filter((byte) => byte === 0).length >= manyZeros;
}
