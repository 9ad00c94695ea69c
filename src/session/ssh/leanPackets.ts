import { createSecretKey, randomFillSync } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';

/** The fields in which the ciphers of ssh2 1.17 keep the keys that they hand to node for every packet. */
const keyFields = [
  '_encKey',
  '_decipherKey',
  '_macKey',
  '_encKeyMain',
  '_encKeyPktLen',
  '_decKeyMain',
  '_decKeyPktLen',
] as const;

/** ssh2's cipher or decipher of one direction. */
type PacketCipher = { [Field in (typeof keyFields)[number]]?: unknown } & {
  readonly _encSSLName?: string;
  allocPacket?: (payloadLength: number) => Buffer;
};

/** AES works on so many bytes, and a packet has at least so many bytes of padding (RFC 4253, section 6). */
const blockBytes = 16;
const leastPadding = 4;

/**
 * Has the keys of a connection prepared once. ssh2 makes a cipher or a MAC for every packet from the bytes of its key, and
 * node 24 takes 11 µs of 15 to find out that these are bytes; a key object costs 1. With some forty packets per device that is
 * half a millisecond of the two that a login with three commands takes. To be called right after `connect`.
 */
export function usePreparedKeys(client: Client): void {
  const protocol = (client as unknown as { _protocol?: Record<string, unknown> })._protocol;
  if (protocol === undefined || !('_cipher' in protocol) || !('_decipher' in protocol))
    throw new Error('this version of ssh2 has no ciphers to look at');
  for (const name of ['_cipher', '_decipher']) {
    let current = protocol[name] as PacketCipher;
    Object.defineProperty(protocol, name, {
      get: () => current,
      set: (cipher: PacketCipher) => {
        prepareKeys(cipher);
        if (cipher._encSSLName?.endsWith('-gcm') === true && cipher.allocPacket !== undefined)
          cipher.allocPacket = emptyPacket;
        current = cipher;
      },
    });
  }
}

function prepareKeys(cipher: PacketCipher): void {
  for (const field of keyFields) {
    const key = cipher[field];
    if (Buffer.isBuffer(key)) cipher[field] = createSecretKey(key);
  }
}

/** Random bytes for padding; one call for many packets costs as much as for one. Each byte is used once. */
const padding = Buffer.alloc(4096);
let padded = padding.length;

function fillPadding(target: Buffer, start: number): void {
  const length = target.length - start;
  if (padded + length > padding.length) {
    randomFillSync(padding);
    padded = 0;
  }
  padding.copy(target, start, padded, padded + length);
  padded += length;
}

/** A packet for a payload of so many bytes, with its length and its padding (RFC 5647, section 7.2): as ssh2 makes it. */
function emptyPacket(payloadLength: number): Buffer {
  const least = 1 + payloadLength + leastPadding;
  const length = Math.ceil(least / blockBytes) * blockBytes;
  const packet = Buffer.allocUnsafe(4 + length);
  packet.writeUInt32BE(length, 0);
  packet[4] = length - 1 - payloadLength;
  fillPadding(packet, 5 + payloadLength);
  return packet;
}

/**
 * Has everything that is written in one turn of the event loop leave together. ssh2 writes a packet in up to four pieces
 * (length, content, end, tag), and without a delay in the socket each of them is a system call and a segment of its own.
 */
export function gatherWrites(stream: Duplex): void {
  const write = stream.write.bind(stream) as (...parts: unknown[]) => boolean;
  const end = stream.end.bind(stream) as (...parts: unknown[]) => Duplex;
  let pieces: Uint8Array[] = [];
  const flush = (): void => {
    if (pieces.length === 0) return;
    const gathered = pieces;
    pieces = [];
    // one buffer and not a list of them: node has work with each
    if (stream.writable) write(gathered.length === 1 ? gathered[0] : Buffer.concat(gathered));
  };
  stream.write = (...parts: unknown[]): boolean => {
    const [data] = parts;
    if (parts.length > 1 || !(data instanceof Uint8Array)) {
      flush();
      return write(...parts);
    }
    if (pieces.length === 0) process.nextTick(flush);
    pieces.push(data);
    return !stream.writableNeedDrain;
  };
  stream.end = (...parts: unknown[]): Duplex => {
    flush();
    return end(...parts);
  };
}
