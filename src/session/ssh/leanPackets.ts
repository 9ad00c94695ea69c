import { createSecretKey } from 'node:crypto';
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
type PacketCipher = { [Field in (typeof keyFields)[number]]?: unknown };

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

/**
 * Has everything that is written in one turn of the event loop leave together. ssh2 writes a packet in up to four pieces
 * (length, content, end, tag), and without a delay in the socket each of them is a system call and a segment of its own.
 */
export function gatherWrites(stream: Duplex): void {
  const write = stream.write.bind(stream) as (...parts: unknown[]) => boolean;
  let gathering = false;
  stream.write = (...parts: unknown[]): boolean => {
    if (!gathering) {
      gathering = true;
      stream.cork();
      process.nextTick(() => {
        gathering = false;
        stream.uncork();
      });
    }
    return write(...parts);
  };
}
