import type { ErrorInfo } from '../../api/diagnostic.ts';
import type { DeviceAddress } from '../../api/device.ts';
import { ShowrunError, toErrorInfo } from '../../core/errors.ts';
import type { Session } from '../../session/session.ts';
import type { FurtherTurn } from './deviceContext.ts';
import { raceAbort } from './raceAbort.ts';
import type { RunSessions } from './sessionSource.ts';

/**
 * The sessions of a device beside its first one, for the lines of `@parallel` blocks. They are opened one after another, and
 * none after one that could not be opened: what a device rejects once it is not asked for again.
 */
export class FurtherSessions {
  readonly #sessions: RunSessions;
  readonly #device: DeviceAddress;
  readonly #first: Session;
  readonly #turn: FurtherTurn;
  readonly #open: { readonly session: Session; readonly release: () => void }[] = [];
  #refusal: ErrorInfo | undefined;
  #isGivenUp = false;

  /** `turn` keeps them within the limits that all share. */
  constructor(sessions: RunSessions, device: DeviceAddress, first: Session, turn: FurtherTurn) {
    this.#sessions = sessions;
    this.#device = device;
    this.#first = first;
    this.#turn = turn;
  }

  /** How many lines the device may be sent at once, of so many that a block asks for. */
  limit(asked: number): number {
    if (this.#sessions.openFurther === undefined) return 1;
    return Math.min(asked, this.#sessions.sessionsAtOnce?.(this.#device, this.#first) ?? 1);
  }

  /** Those that are open, from an earlier block. */
  get open(): readonly Session[] {
    return this.#open.map(({ session }) => session).filter(({ closed }) => !closed);
  }

  /** How many were ever opened: one that is lost is not replaced. */
  get opened(): number {
    return this.#open.length;
  }

  /** True where it makes no sense to ask for another one. */
  get isGivenUp(): boolean {
    return this.#isGivenUp;
  }

  /**
   * Opens one more as soon as there is room for it; undefined where it could not be had, which is no failure of the device. `signal` ends the
   * waiting: whoever comes too late is not asked again, because nobody knows how the login went.
   */
  async add(signal: AbortSignal): Promise<Session | undefined> {
    if (this.#isGivenUp) return undefined;
    const login = { isBegun: false };
    const opening = this.#turn(this.#device, signal, () => {
      login.isBegun = true;
      return this.#login(signal);
    });
    try {
      const opened = await raceAbort(opening, signal, (late) => {
        void late.value.close().finally(late.release);
      });
      this.#open.push({ session: opened.value, release: opened.release });
      return opened.value;
    } catch (error) {
      this.#isGivenUp = login.isBegun || !signal.aborted;
      if (!signal.aborted) this.#refusal = toErrorInfo(error);
      return undefined;
    }
  }

  #login(signal: AbortSignal): Promise<Session> {
    const opening = this.#sessions.openFurther?.(this.#device, this.#first, signal);
    if (opening === undefined) throw new ShowrunError('internal', 'There is no way to a further session.');
    return opening;
  }

  /** What the user should be told: how the further sessions ended, and once that there are fewer than there might be. */
  notes(): readonly ErrorInfo[] {
    // what every login says, the first session has told already
    const told = new Set(this.#first.notes.map(({ message }) => message));
    const own = this.#open
      .flatMap(({ session }) => session.notes)
      .filter(({ message }) => !told.has(message) && told.add(message));
    if (this.#refusal === undefined) return own;
    const has = this.#open.length === 0 ? 'one session' : `${String(this.#open.length + 1)} sessions`;
    const note: ErrorInfo = {
      code: 'engine.fewer-sessions',
      message: `${this.#device.name}: the lines of @parallel had ${has}, another one could not be opened: ${this.#refusal.message}`,
      hint: 'Nothing is missing for it, and it was not tried again. A lower number ("# @parallel 2") spares the attempt.',
    };
    return [...own, note];
  }

  /** Closes them all. Never rejects. */
  async close(): Promise<void> {
    await Promise.allSettled(
      this.#open.splice(0).map(({ session, release }) => session.close().finally(release)),
    );
  }
}
