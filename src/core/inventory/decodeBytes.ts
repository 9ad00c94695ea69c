import type { Diagnostic } from '../../api/diagnostic.ts';
import { foreignFile, isBinary } from './foreignFile.ts';
import type { InventorySource } from './inventorySource.ts';

/** A file's text without byte order mark, and what was odd about its bytes. */
export interface DecodedSource {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Text of a file in UTF-8, or in UTF-16 where a byte order mark or the bytes say so. What is no text at all is an error and empty. Bytes that are not UTF-8 are read as Latin-1, with a
 * warning at the first of them: the file stays usable, and only names that hold such letters can be wrong.
 */
export function decodeBytes(source: InventorySource): DecodedSource {
  const { bytes, path } = source;
  const foreign = foreignFile(bytes);
  if (foreign !== undefined) return { text: '', diagnostics: [notText(path, foreign)] };
  const wide = utf16Of(bytes);
  if (wide !== undefined) return { text: new TextDecoder(wide).decode(bytes), diagnostics: [] };
  if (isBinary(bytes)) return { text: '', diagnostics: [notText(path, 'no text')] };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), diagnostics: [] };
  } catch {
    return { text: latin1(bytes), diagnostics: [notUtf8(path, bytes)] };
  }
}

/** The kind of UTF-16, by byte order mark or by its zeros: every other byte of a header is one. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 64);
  if (start.length < 8 || bytes.length % 2 !== 0) return undefined;
  const zeros = (odd: number): boolean => start.every((byte, index) => (byte === 0) === (index % 2 === odd));
  if (zeros(1)) return 'utf-16le';
  return zeros(0) ? 'utf-16be' : undefined;
}

function notText(file: string, what: string): Diagnostic {
  return {
    code: 'inventory.not-text',
    severity: 'error',
    message: `This file is ${what}, which cannot be read as an inventory. Save the table as CSV (UTF-8) and use that.`,
    at: { file, line: 1, column: 1 },
  };
}

/** ISO 8859-1 byte by byte; `TextDecoder('latin1')` would be windows-1252, which maps control bytes to letters. */
function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  const step = 8192;
  for (let start = 0; start < bytes.length; start += step) {
    parts.push(String.fromCharCode(...bytes.subarray(start, start + step)));
  }
  return parts.join('');
}

function notUtf8(file: string, bytes: Uint8Array): Diagnostic {
  const offset = firstInvalidByte(bytes);
  // Everything before the offset is valid, so this counts as the editor does.
  const before = new TextDecoder().decode(bytes.subarray(0, offset));
  const line = before.split('\n').length;
  const column = before.length - before.lastIndexOf('\n');
  const byte = (bytes[offset] ?? 0).toString(16).padStart(2, '0');
  return {
    code: 'inventory.not-utf8',
    severity: 'warning',
    message: `The byte 0x${byte} is not UTF-8, so the file was read as Latin-1. Save it as UTF-8 to be sure of every letter.`,
    at: { file, line, column },
  };
}

/** Offset of the first byte that cannot be UTF-8: the longest valid prefix ends there. */
function firstInvalidByte(bytes: Uint8Array): number {
  let offset = 0;
  while (offset < bytes.length) {
    const length = sequenceLength(bytes, offset);
    if (length === 0) return offset;
    offset += length;
  }
  return bytes.length;
}

/** Length of the valid UTF-8 sequence at an offset, 0 where there is none (RFC 3629, table of section 4). */
function sequenceLength(bytes: Uint8Array, offset: number): number {
  const lead = bytes[offset] ?? 0;
  const length = leadLength(lead);
  for (let index = 1; index < length; index++) {
    const byte = bytes[offset + index] ?? 0;
    if (byte < 0x80 || byte > 0xbf) return 0;
  }
  const second = bytes[offset + 1] ?? 0;
  const overlongOrBeyond =
    (lead === 0xe0 && second < 0xa0) ||
    (lead === 0xed && second > 0x9f) ||
    (lead === 0xf0 && second < 0x90) ||
    (lead === 0xf4 && second > 0x8f);
  return overlongOrBeyond ? 0 : length;
}

function leadLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}
