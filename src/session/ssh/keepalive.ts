import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';

export interface KeepaliveSpec {
  /** Milliseconds between two keepalives; none are sent for 0. */
  readonly intervalMs: number;
  /** Keepalives without any answer after which the connection is dead; 0 only keeps it busy, as in ssh_config. */
  readonly countMax: number;
  /** The same while the stream is held back, where that is more often or `intervalMs` is 0; 5 s unless given. */
  readonly heldIntervalMs?: number;
}

const defaultHeldIntervalMs = 5_000;

/** The parts of ssh2 1.17's client that make a keepalive, which it does not offer by itself. */
interface PingingClient {
  readonly _protocol?: { readonly ping?: () => void };
  readonly _callbacks?: (() => void)[];
}

/**
 * Keepalives of a logged-in connection. ssh2's own count answers alone, also while the stream is not read: where a disk is slow, the answers
 * wait unread behind the output, and a healthy connection would be ended. Here every byte is a sign of life, as it is for OpenSSH,
 * and silence does not count while nobody listens. The server's own keepalives are not read either then: it takes whatever is
 * sent as a sign of life, so that more is sent while the stream is held back.
 */
export class Keepalive {
  readonly #client: PingingClient;
  readonly #stream: Duplex;
  readonly #countMax: number;
  readonly #onDead: () => void;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #heldMs: number;
  #heldTimer: NodeJS.Timeout | undefined;
  /** Whether it was held back at any time since the last keepalive of that kind. */
  #wasHeld = false;
  #unanswered = 0;
  #heard = true;
  #held = false;
  #stopped = false;

  /** Starts at once; `onDead` is called once, when the keepalives have found no answer. */
  constructor(client: Client, stream: Duplex, spec: KeepaliveSpec, onDead: () => void) {
    const { intervalMs, countMax, heldIntervalMs = defaultHeldIntervalMs } = spec;
    this.#heldMs = intervalMs > 0 ? Math.min(intervalMs, heldIntervalMs) : heldIntervalMs;
    this.#client = client as unknown as PingingClient;
    this.#stream = stream;
    this.#countMax = countMax;
    this.#onDead = onDead;
    if (intervalMs <= 0) return;
    stream.on('data', () => {
      this.#heard = true;
    });
    this.#timer = setInterval(() => {
      this.#tick();
    }, intervalMs);
  }

  /** The stream is not read: what is not heard means nothing. */
  hold(): void {
    if (this.#stopped) return;
    this.#held = true;
    this.#wasHeld = true;
    this.#heldTimer ??= setInterval(() => {
      this.#heldTick();
    }, this.#heldMs);
  }

  /** The stream is read again, and has a whole interval to say something. */
  release(): void {
    this.#held = false;
    this.#heard = true;
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
    clearInterval(this.#heldTimer);
  }

  #tick(): void {
    this.#unanswered = this.#heard || this.#held ? 0 : this.#unanswered + 1;
    this.#heard = false;
    if (this.#countMax > 0 && this.#unanswered >= this.#countMax) {
      this.stop();
      this.#onDead();
      return;
    }
    this.#ping();
  }

  /** Goes on for streams that are held back and let go in turns: they lag behind as well. */
  #heldTick(): void {
    if (this.#wasHeld) this.#ping();
    else {
      clearInterval(this.#heldTimer);
      this.#heldTimer = undefined;
    }
    this.#wasHeld = this.#held;
  }

  #ping(): void {
    if (!this.#stream.writable) return;
    const { _protocol: protocol, _callbacks: callbacks } = this.#client;
    if (protocol?.ping === undefined || callbacks === undefined)
      throw new Error('this version of ssh2 cannot send a keepalive');
    // Answers come in the order of the requests; this one is nobody's.
    callbacks.push(() => undefined);
    protocol.ping();
  }
}
