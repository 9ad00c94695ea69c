import { stringAt } from './stringAt.ts';

/** The algorithms a server offers, by kind, as its KEXINIT lists them (RFC 4253, section 7.1). */
export interface AlgorithmLists {
  readonly kex: readonly string[];
  readonly serverHostKey: readonly string[];
  readonly cipher: readonly string[];
  readonly hmac: readonly string[];
}

/** Enough for greeting lines, identification and KEXINIT of any server; what is longer is not looked at. */
const maxBytes = 64 * 1024;
const kexInitType = 20;

/**
 * Looks at the first, unencrypted bytes of a server, so that a failed handshake can be explained: who it is and what it
 * offers. It never throws and never changes anything; whether the bytes are right is ssh2's business.
 */
export class ServerHello {
  #pending: Buffer = Buffer.alloc(0);
  #done = false;
  #identification: string | undefined;
  #greeting = '';
  /** The server's KEXINIT as it came: only a failure wants it read. */
  #kexInit: Buffer | undefined;

  /** For example `SSH-2.0-Cisco-1.25`. */
  get identification(): string | undefined {
    return this.#identification;
  }

  /** Text before the identification, or all text of something that is no SSH server. */
  get greeting(): string {
    return this.#greeting;
  }

  get offer(): AlgorithmLists | undefined {
    return this.#kexInit === undefined ? undefined : readOffer(this.#kexInit);
  }

  push(chunk: Uint8Array): void {
    if (this.#done) return;
    this.#pending = this.#pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#pending, chunk]);
    if (this.#identification === undefined) this.#readLines();
    if (this.#identification !== undefined) this.#readKexInit();
    if (this.#pending.length > maxBytes) this.#done = true;
    if (this.#done) this.#pending = Buffer.alloc(0);
  }

  #readLines(): void {
    for (;;) {
      const end = this.#pending.indexOf(0x0a);
      if (end < 0) break;
      const line = this.#pending.toString('latin1', 0, end).replace(/\r$/, '');
      this.#pending = this.#pending.subarray(end + 1);
      if (line.startsWith('SSH-')) {
        this.#identification = line.slice(0, 255);
        return;
      }
      if (this.#greeting.length < 1_000) this.#greeting += `${line}\n`;
    }
  }

  #readKexInit(): void {
    if (this.#pending.length < 6) return;
    const length = this.#pending.readUInt32BE(0);
    if (length > maxBytes) this.#done = true;
    if (this.#done || this.#pending.length < 4 + length) return;
    this.#done = true;
    const payload = this.#pending.subarray(5, 4 + length);
    // a copy of its own: connections live long, and nothing else of these bytes should live with them
    if (payload[0] === kexInitType) this.#kexInit = Buffer.from(new Uint8Array(payload).buffer);
  }
}

/** Message number and cookie (17 bytes) come first, then ten name lists. */
function readOffer(payload: Buffer): AlgorithmLists | undefined {
  let position = 17;
  const lists: string[][] = [];
  for (let i = 0; i < 8; i++) {
    const names = stringAt(payload, position);
    if (names === undefined) return undefined;
    lists.push(names.toString('latin1').split(',').filter(Boolean));
    position += 4 + names.length;
  }
  const [kex = [], serverHostKey = [], cipherOut = [], cipherIn = [], macOut = [], macIn = []] = lists;
  return {
    kex,
    serverHostKey,
    cipher: cipherOut.filter((name) => cipherIn.includes(name)),
    hmac: macOut.filter((name) => macIn.includes(name)),
  };
}
