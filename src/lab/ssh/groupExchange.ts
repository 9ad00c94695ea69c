import { getDiffieHellman } from 'node:crypto';
import type { DiffieHellmanGroup } from 'node:crypto';
import type { Connection } from 'ssh2';

/** The one key exchange that the fault `old-key-exchange` offers (RFC 4419). */
export const groupExchange = 'diffie-hellman-group-exchange-sha256';

/** RFC 4253, section 8, and RFC 4419, section 5. */
const messages = { init: 30, reply: 31, group: 31, gexInit: 32, gexReply: 33, request: 34 };

/** The part of a key exchange of ssh2 1.17 that is replaced here: its server does not know group exchange. */
interface KeyExchange {
  readonly type: string;
  _minBits: number;
  _prefBits: number;
  _maxBits: number;
  _dh: DiffieHellmanGroup;
  _public: Buffer;
  parse(payload: Buffer): unknown;
}

interface Protocol {
  _kex: KeyExchange | undefined;
  readonly _packetRW: {
    readonly write: {
      readonly allocStartKEX: number;
      alloc(length: number, keyExchange: true): Buffer;
      finalize(packet: Buffer, keyExchange: true): Buffer;
    };
  };
  readonly _cipher: { encrypt(packet: Buffer): void };
}

/** Gives every client that asks for a group the one of 8,192 bits (RFC 3526, group 18); to be called before the key exchange. */
export function serveGroupExchange(client: Connection): void {
  const protocol = (client as unknown as { readonly _protocol: Protocol })._protocol;
  let current = protocol._kex;
  Object.defineProperty(protocol, '_kex', {
    get: () => current,
    set: (exchange: KeyExchange | undefined) => {
      current = exchange;
      if (exchange?.type === 'groupex') answerRequests(exchange, protocol);
    },
  });
}

function answerRequests(exchange: KeyExchange, protocol: Protocol): void {
  const inherited: unknown = Object.getPrototypeOf(Object.getPrototypeOf(exchange));
  const parseInit = (inherited as Pick<KeyExchange, 'parse'>).parse;
  exchange.parse = (payload) => {
    if (payload[0] === messages.request) {
      exchange._minBits = payload.readUInt32BE(1);
      exchange._prefBits = payload.readUInt32BE(5);
      exchange._maxBits = payload.readUInt32BE(9);
      exchange._dh = getDiffieHellman('modp18');
      exchange._public = exchange._dh.generateKeys();
      sendGroup(protocol, exchange._dh);
      return undefined;
    }
    if (payload[0] === messages.gexInit) payload[0] = messages.init;
    exchange.parse = parseInit;
    return asGroupExchange(protocol, () => exchange.parse(payload));
  };
}

function sendGroup(protocol: Protocol, group: DiffieHellmanGroup): void {
  const { write } = protocol._packetRW;
  const body = Buffer.concat([
    Buffer.from([messages.group]),
    ...[group.getPrime(), group.getGenerator()].map(multiPrecision),
  ]);
  const packet = write.alloc(body.length, true);
  packet.set(body, write.allocStartKEX);
  protocol._cipher.encrypt(write.finalize(packet, true));
}

/** The server answers as in an exchange with a fixed group; only the number of its message differs. */
function asGroupExchange(protocol: Protocol, work: () => unknown): unknown {
  const cipher = protocol._cipher;
  const encrypt = cipher.encrypt.bind(cipher);
  const start = protocol._packetRW.write.allocStartKEX;
  cipher.encrypt = (packet) => {
    if (packet[start] === messages.reply) packet[start] = messages.gexReply;
    encrypt(packet);
  };
  try {
    return work();
  } finally {
    cipher.encrypt = encrypt;
  }
}

/** A number as SSH writes it: its length, and a zero in front of a first bit that is set (RFC 4251, section 5). */
function multiPrecision(value: Buffer): Buffer {
  const bytes = (value[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.alloc(1), value]) : value;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
