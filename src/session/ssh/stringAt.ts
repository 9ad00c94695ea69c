/**
 * The string that begins at `at` (RFC 4251, section 5): four bytes for its length, then so many bytes; the next field begins
 * `4 + length` further on. Undefined where it does not end within `bytes`. A view, no copy.
 */
export function stringAt(bytes: Buffer, at: number): Buffer | undefined {
  if (at + 4 > bytes.length) return undefined;
  const end = at + 4 + bytes.readUInt32BE(at);
  return end > bytes.length ? undefined : bytes.subarray(at + 4, end);
}
