/** FNV-1a, 32 bits: a number that depends on every character of the text. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** A number in `[from, to]` that depends on the key alone: the same lab gives the same network every time. */
export function pick(key: string, from: number, to: number): number {
  let mixed = hashText(key);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  mixed = (mixed ^ (mixed >>> 13)) >>> 0;
  return from + (mixed % (to - from + 1));
}

/** Letters and digits that depend on the key alone, for serial numbers. */
export function pickCode(key: string, length: number): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  let code = '';
  for (let index = 0; index < length; index++)
    code += alphabet.charAt(pick(`${key}#${index}`, 0, alphabet.length - 1));
  return code;
}
