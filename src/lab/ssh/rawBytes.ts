const firstRaw = 0xdc80;

/** A byte that is not text, as a character that `encodeOutput` turns back (lone surrogates, as in Python's surrogateescape). */
export function rawByte(byte: number): string {
  return String.fromCharCode(firstRaw + (byte & 0x7f));
}

/** UTF-8, with raw bytes where `rawByte` put them. */
export function encodeOutput(text: string): Buffer {
  if (!/[\udc80-\udcff]/.test(text)) return Buffer.from(text);
  const parts: Buffer[] = [];
  for (const part of text.split(/([\udc80-\udcff]+)/)) {
    const code = part.charCodeAt(0);
    if (code < firstRaw || code > 0xdcff) parts.push(Buffer.from(part));
    else parts.push(Buffer.from(Array.from(part, (character) => character.charCodeAt(0) - 0xdc00)));
  }
  return Buffer.concat(parts);
}
