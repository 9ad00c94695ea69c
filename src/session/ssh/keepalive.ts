import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import type { SteadyTime } from '../time/steadyTime.ts';
import { systemTime } from '../time/systemTime.ts';

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
 * sent as a sign of life, so that more is sent while the stream is held back. After a sleep of the machine one is sent at once, and
 * answered soon or never.
 */
export class Keepalive {
  readonly #client: PingingClient;
  readonly #stream: Duplex;
  readonly #countMax: number;
  readonly #onDead: (sleptMs: number | undefined) => void;
  readonly #time: Pick<SteadyTime, 'after' | 'onSleep' | 'probeMs'>;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #heldMs: number;
  #heldTimer: NodeJS.Timeout | undefined;
  /** Whether it was held back at any time since the last keepalive of that kind. */
  #wasHeld = false;
  #unanswered = 0;
  #heard = true;
  #held = false;
  #stopped = false;
  #forgetSleeps = (): void => undefined;
  /** Takes the end of a probe back, while one is going on. */
  #stopProbe: (() => void) | undefined;
  /** Milliseconds of a sleep that a stream which is held back has not been probed for. */
  #sleptMs: number | undefined;

  /**
   * Starts at once; `onDead` is called once, when the keepalives have found no answer: with the milliseconds that the machine slept
   * where the connection did not live through that.
   */
  constructor(
    client: Client,
    stream: Duplex,
    spec: KeepaliveSpec,
    onDead: (sleptMs: number | undefined) => void,
    time: Pick<SteadyTime, 'after' | 'onSleep' | 'probeMs'> = systemTime,
  ) {
    const { intervalMs, countMax, heldIntervalMs = defaultHeldIntervalMs } = spec;
    this.#heldMs = intervalMs > 0 ? Math.min(intervalMs, heldIntervalMs) : heldIntervalMs;
    this.#client = client as unknown as PingingClient;
    this.#stream = stream;
    this.#countMax = countMax;
    this.#onDead = onDead;
    this.#time = time;
    if (intervalMs <= 0) return;
    stream.on('data', () => {
      this.#heard = true;
      if (this.#stopProbe !== undefined) this.#endProbe();
    });
    // whoever lets a connection be silent (ServerAliveCountMax 0) wants none ended for that
    if (countMax > 0) {
      this.#forgetSleeps = time.onSleep((sleptMs) => {
        this.#probe(sleptMs);
      });
    }
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
    if (this.#sleptMs !== undefined) this.#probe(this.#sleptMs);
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
    clearInterval(this.#heldTimer);
    this.#forgetSleeps();
    this.#endProbe();
  }

  /** The machine has slept: an answer is due soon. What is held back is not heard, and is probed when it is read again. */
  #probe(sleptMs: number): void {
    this.#endProbe();
    this.#sleptMs = this.#held ? sleptMs : undefined;
    if (this.#held || this.#stopped) return;
    this.#stopProbe = this.#time.after(this.#time.probeMs, () => {
      this.#stopProbe = undefined;
      if (this.#held) {
        this.#sleptMs = sleptMs;
        return;
      }
      this.stop();
      this.#onDead(sleptMs);
    });
    this.#ping();
  }

  #endProbe(): void {
    this.#stopProbe?.();
    this.#stopProbe = undefined;
  }

  #tick(): void {
    this.#unanswered = this.#heard || this.#held ? 0 : this.#unanswered + 1;
    this.#heard = false;
    if (this.#countMax > 0 && this.#unanswered >= this.#countMax) {
      this.stop();
      this.#onDead(undefined);
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
