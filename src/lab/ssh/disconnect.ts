import type { Connection } from 'ssh2';

/** SSH_MSG_DISCONNECT and the reason OpenSSH gives for too many attempts (RFC 4253, section 11.1). */
const message = 1;
const protocolError = 2;

/** The part of ssh2's server that sends packets. */
interface Protocol {
  readonly _packetRW: {
    readonly write: {
      readonly allocStart: number;
      alloc(length: number): Buffer;
      finalize(packet: Buffer): Buffer;
    };
  };
  readonly _cipher: { encrypt(packet: Buffer): void };
}

/** Ends a connection with words, which ssh2's own `end` cannot. */
export function disconnect(client: Connection, words: string): void {
  const protocol = (client as unknown as { readonly _protocol: Protocol })._protocol;
  const text = Buffer.from(words);
  const packet = protocol._packetRW.write.alloc(13 + text.length);
  const start = protocol._packetRW.write.allocStart;
  packet[start] = message;
  packet.writeUInt32BE(protocolError, start + 1);
  packet.writeUInt32BE(text.length, start + 5);
  packet.set(text, start + 9);
  packet.writeUInt32BE(0, start + 9 + text.length);
  protocol._cipher.encrypt(protocol._packetRW.write.finalize(packet));
  client.end();
}
