import type { DeviceAddress } from '../../../api/device.ts';
import type { Clock, Timers } from '../../../api/ports.ts';
import type { RunLimits } from '../../../api/run.ts';
import { toErrorInfo } from '../../../core/errors.ts';
import { soundLimits } from '../../runOptions.ts';
import { Breakers } from './breakers.ts';
import type { AttemptReport, Guarded } from './breakers.ts';
import { breakerEvent, siteUnreachableError } from './breakerWords.ts';
import type { BreakerEvent } from './breakerWords.ts';
import type { BreakerSettings } from './circuitBreaker.ts';
import { FairQueue } from './fairQueue.ts';
import type { Waiting } from './fairQueue.ts';
import { KeyedLock } from './keyedLock.ts';
import { reachabilityOf } from './reachability.ts';
import type { RunShare } from './runShare.ts';
import { StartPacer } from './startPacer.ts';

/** What a run brings along. */
export interface RunTerms {
  /** For messages. */
  readonly run: string;
  readonly limits: RunLimits;
  readonly breaker: BreakerSettings;
  /** How many devices the run works on. */
  readonly devices: number;
  readonly onBreaker: (event: BreakerEvent) => void;
}

/** One device that waits for its turn. */
interface Candidate {
  readonly device: DeviceAddress;
  readonly member: Member;
  /** It is one more session on a device that has its turn. */
  readonly isFurther: boolean;
  readonly start: (turn: { readonly report: AttemptReport; readonly release: () => void }) => void;
  readonly giveUp: (error: Error) => void;
}

interface Member {
  readonly terms: RunTerms;
  readonly share: RunShare<Candidate>;
  limits: RunLimits;
  unfinished: number;
  /** Further sessions among what waits. */
  furtherWaiting: number;
}

/** A run's way to its turns. */
export interface RunTurns {
  /**
   * Does `work` on a device when there is room for it; `work` says when the device was reached. Rejects as `work` does, with
   * the reason of `signal` when that is aborted, and with `engine.site-unreachable` where the site stayed unreachable until
   * nothing else was left to do.
   */
  run<T>(device: DeviceAddress, signal: AbortSignal, work: (reached: () => void) => Promise<T>): Promise<T>;
  /**
   * Opens one more session on a device that has its turn. It waits for a place of its own, like a device, and for its place in the rate;
   * how it goes says nothing about the way to the device, unless it is opened. The place is free again after `release`, or where
   * opening fails. Rejects as `open` does, or with the reason of `signal`.
   */
  further<T>(
    device: DeviceAddress,
    signal: AbortSignal,
    open: () => Promise<T>,
  ): Promise<{ readonly value: T; readonly release: () => void }>;
  /** One device of the run has its result. */
  deviceDone(): void;
  /** Other limits from now on; returns what holds then. */
  adjust(limits: Partial<RunLimits>): RunLimits;
  leave(): void;
}

/**
 * What simultaneous runs share: together they work on no more devices at once than the largest of their own limits, no
 * more than one of them is on a device at a time, connections are opened at the slowest rate asked for, and what one of
 * them has found unreachable is left alone by the others.
 */
export class SharedLimits {
  readonly #queue = new FairQueue<Candidate>();
  readonly #devices = new KeyedLock();
  readonly #pacer: StartPacer;
  readonly #breakers: Breakers;
  readonly #members = new Set<Member>();

  constructor(clock: Clock, timers: Timers) {
    this.#pacer = new StartPacer(clock, timers);
    this.#breakers = new Breakers(
      (scope, name) => this.#queue.gate(scope, name),
      timers,
      (changed) => {
        this.#breakerChanged(changed);
      },
    );
  }

  /** Counts a run in for as long as it lasts. */
  join(terms: RunTerms): RunTurns {
    const share = this.#queue.join(terms.limits, terms.breaker.failures === 0);
    const member: Member = {
      terms,
      share,
      limits: terms.limits,
      unfinished: terms.devices,
      furtherWaiting: 0,
    };
    this.#members.add(member);
    return {
      run: (device, signal, work) => this.#run(member, device, signal, work),
      further: (device, signal, open) => this.#further(member, device, signal, open),
      deviceDone: () => {
        member.unfinished -= 1;
        this.#giveUp(member);
      },
      adjust: (limits) => {
        member.limits = soundLimits({ ...member.limits, ...limits });
        this.#queue.adjust(share, member.limits);
        this.#dispatch();
        return member.limits;
      },
      leave: () => {
        this.#members.delete(member);
        this.#queue.leave(share);
        if (this.#members.size === 0) this.#breakers.clear();
        this.#dispatch();
      },
    };
  }

  async #run<T>(
    member: Member,
    device: DeviceAddress,
    signal: AbortSignal,
    work: (reached: () => void) => Promise<T>,
  ): Promise<T> {
    const key = JSON.stringify([device.transport, device.host, device.port, device.jumpHost]);
    return this.#devices.hold(key, async () => {
      const { report, release } = await this.#turn(member, device, signal, false);
      try {
        await this.#pacer.wait(this.#slowestRate(), signal);
        const result = await work(() => {
          report.reached();
        });
        report.reached();
        return result;
      } catch (error) {
        judge(report, error, signal);
        throw error;
      } finally {
        release();
        this.#dispatch();
      }
    });
  }

  async #further<T>(
    member: Member,
    device: DeviceAddress,
    signal: AbortSignal,
    open: () => Promise<T>,
  ): Promise<{ readonly value: T; readonly release: () => void }> {
    const turn = await this.#turn(member, device, signal, true);
    const release = (): void => {
      turn.release();
      this.#dispatch();
    };
    try {
      await this.#pacer.wait(this.#slowestRate(), signal);
      const value = await open();
      turn.report.reached();
      return { value, release };
    } catch (error) {
      turn.report.abandoned();
      release();
      throw error;
    }
  }

  /** Waits for a turn. */
  #turn(
    member: Member,
    device: DeviceAddress,
    signal: AbortSignal,
    isFurther: boolean,
  ): Promise<{ readonly report: AttemptReport; readonly release: () => void }> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const left = (): void => {
        if (isFurther) member.furtherWaiting -= 1;
        signal.removeEventListener('abort', stop);
      };
      const stop = (): void => {
        this.#queue.remove(waiting);
        left();
        reject(signal.reason as Error);
      };
      if (isFurther) member.furtherWaiting += 1;
      const waiting: Waiting<Candidate> = this.#queue.add(
        member.share,
        { site: device.site, jumpHost: device.jumpHost },
        {
          device,
          member,
          isFurther,
          start: (turn) => {
            left();
            resolve(turn);
          },
          giveUp: (error) => {
            left();
            reject(error);
          },
        },
      );
      signal.addEventListener('abort', stop, { once: true });
      this.#dispatch();
      this.#giveUp(member);
    });
  }

  #dispatch(): void {
    for (let turn = this.#queue.take(); turn !== undefined; turn = this.#queue.take()) {
      const { device, member, start } = turn.item;
      const place = { site: device.site, jumpHost: device.jumpHost };
      const report = this.#breakers.begin(device.name, place, member.terms.breaker);
      start({ report, release: turn.release });
    }
  }

  #slowestRate(): number | undefined {
    const rates = [...this.#members].flatMap(({ limits }) => limits.connectionsPerSecond ?? []);
    const wanted = rates.filter((rate) => rate > 0);
    return wanted.length === 0 ? undefined : Math.min(...wanted);
  }

  #breakerChanged(changed: Guarded): void {
    const { state, probe } = changed.breaker;
    // half-open is told with the device that tries
    const isTold = state !== 'half-open' || probe !== undefined;
    for (const { share, terms } of isTold ? this.#members : []) {
      if (!share.ignoresShut && share.uses(changed.gate))
        terms.onBreaker(breakerEvent(changed, share.waitingAt(changed.gate)));
    }
    this.#dispatch();
    for (const member of this.#members) this.#giveUp(member);
  }

  /** Where nothing is left of a run but what waits for sites that a try has found unreachable again, it waits no longer. */
  #giveUp({ share, unfinished, furtherWaiting, terms }: Member): void {
    const waits = share.size - furtherWaiting;
    if (waits === 0 || waits !== unfinished || share.ignoresShut) return;
    const lost = this.#breakers
      .shut()
      .filter(({ breaker }) => breaker.state === 'open' && breaker.failedProbes > 0);
    const stuck = share.behind(new Set(lost.map(({ gate }) => gate)));
    if (stuck.filter(({ item }) => !item.isFurther).length !== waits) return;
    for (const waiting of stuck) {
      const reason = lost.find(({ gate }) => waiting.lane.gates.includes(gate));
      this.#queue.remove(waiting);
      if (reason !== undefined)
        waiting.item.giveUp(siteUnreachableError(waiting.item.device.name, reason, terms.run));
    }
  }
}

function judge(report: AttemptReport, error: unknown, signal: AbortSignal): void {
  const info = toErrorInfo(error);
  const verdict = signal.aborted ? 'unknown' : reachabilityOf(info.code);
  if (verdict === 'unreachable') report.unreachable(info);
  else if (verdict === 'answered') report.reached();
  else report.abandoned();
}
