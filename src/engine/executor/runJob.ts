import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import type { DeviceAddress } from '../../api/device.ts';
import type { ErrorInfo } from '../../api/diagnostic.ts';
import type { Plan, PlannedDevice } from '../../api/plan.ts';
import type { Clock } from '../../api/ports.ts';
import type { RunEvent, RunLimits, RunStatus } from '../../api/run.ts';
import { isErrorInfo } from '../../api/diagnostic.ts';
import { toErrorInfo } from '../../core/errors.ts';
import { isRetryable } from '../../session/ssh/isRetryable.ts';
import type { RecordBuilder } from '../../store/recordBuilder.ts';
import { heartbeatMs } from '../../store/runLock.ts';
import { runStatus } from '../../store/runTotals.ts';
import type { RunWriter } from '../../store/runWriter.ts';
import { defaultRunOptions, limitsOf, type RunOptions } from '../runOptions.ts';
import type { DeviceContext, UnstampedEvent } from './deviceContext.ts';
import { DeviceStops } from './deviceStops.ts';
import { EventLog } from './eventLog.ts';
import type { RunTurns, SharedLimits } from './limits/sharedLimits.ts';
import { MaskedHead } from './maskedHead.ts';
import { raceAbort } from './raceAbort.ts';
import { isMasked, redactEvent, redactPlan } from './redactEvent.ts';
import { runDevice, stoppedOutcome, toDeviceResult, withRest } from './runDevice.ts';
import type { DeviceOutcome } from './runDevice.ts';
import type { RunSessions } from './sessionSource.ts';
import { StopReason } from './stopReason.ts';

/** Longest pause before another attempt, in milliseconds. */
const longestPauseMs = 30_000;
/** How often open outputs are brought to disk, so that they can be watched while they grow, in milliseconds. */
const outputFlushMs = 250;

/** What a run is made of. */
export interface RunJobParts {
  readonly plan: Plan;
  readonly options: RunOptions;
  readonly writer: RunWriter;
  readonly builder: RecordBuilder;
  readonly sessions: RunSessions;
  readonly limits: SharedLimits;
  readonly clock: Clock;
  /** Tells when the machine has slept, with the milliseconds; returns what ends that. */
  readonly onSleep?: (listener: (sleptMs: number) => void) => () => void;
  /** Tells the host; the events are in the journal. */
  readonly announce: (events: readonly RunEvent[]) => void;
}

/** How a run ended. */
export interface RunEnd {
  readonly status: RunStatus;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  /** Whether lines of the plan were stored with a secret masked. */
  readonly masked: boolean;
}

/** Executes one plan. */
export class RunJob {
  readonly #parts: RunJobParts;
  readonly #turns: RunTurns;
  readonly #events: EventLog;
  readonly #context: DeviceContext;
  readonly #stops: DeviceStops;
  /** Devices behind a jump host that only an ssh_config knows, with that jump host. */
  readonly #located = new Map<string, DeviceAddress>();
  /** Called when a device was reached. */
  readonly #onReached = new Map<string, () => void>();
  readonly #head: MaskedHead;
  #stopped: StopReason | undefined;
  /** All devices have their results: wishes come too late. */
  #isOver = false;

  constructor(parts: RunJobParts) {
    this.#parts = parts;
    const { plan, options } = parts;
    this.#stops = new DeviceStops(plan);
    this.#head = new MaskedHead(
      () => this.#masked(plan),
      (masked) => parts.writer.rewrite({ ...parts.builder.initialRecord(), plan: masked }),
    );
    this.#turns = parts.limits.join({
      run: parts.writer.id,
      limits: limitsOf(options),
      breaker: {
        failures: options.breakerFailures ?? defaultRunOptions.breakerFailures,
        pauseMs: options.breakerPauseMs ?? defaultRunOptions.breakerPauseMs,
      },
      devices: plan.devices.length,
      onBreaker: (event) => {
        this.#emit(event);
      },
    });
    this.#events = new EventLog({
      append: (events) => parts.writer.append(events),
      announce: parts.announce,
      onFailure: (error) => {
        this.#fail(error);
      },
    });
    this.#context = {
      clock: parts.clock,
      writer: parts.writer,
      sessions: parts.sessions,
      further: (device, signal, open) =>
        this.#turns.further(this.#located.get(device.name) ?? device, signal, open),
      emit: (event) => {
        this.#emit(event);
      },
      isBlockCancelled: (block) => this.#stops.isBlockCancelled(block),
      maxOutputBytes: options.maxOutputBytes ?? defaultRunOptions.maxOutputBytes,
      onStoreFailure: (error) => {
        this.#fail(error);
      },
    };
  }

  /** Works through all devices. Resolves when run.json is complete, or could not be completed; never rejects. */
  async run(): Promise<RunEnd> {
    const { plan, options, writer } = this.#parts;
    const timers = [
      setInterval(() => void writer.heartbeat(), heartbeatMs),
      setInterval(() => void this.#orFail(writer.flushOutputs()), outputFlushMs),
    ];
    const forgetSleeps = this.#parts.onSleep?.((sleptMs) => {
      this.#emit({ type: 'slept', sleptMs: Math.round(sleptMs) });
    });
    this.#emit({ type: 'run-started', devices: plan.devices.length + plan.refused.length });
    this.#refuse();
    await Promise.all(plan.devices.map((planned) => this.#device(planned, options)));
    for (const timer of timers) clearInterval(timer);
    forgetSleeps?.();
    this.#turns.leave();
    this.#isOver = true;
    return this.#finish();
  }

  /** What a person wants stopped; see the protocol's `cancel`. */
  cancel({ devices, block }: { readonly devices?: readonly string[]; readonly block?: string }): void {
    if (this.#isOver) return;
    this.#emit({
      type: 'cancel-requested',
      ...(devices === undefined ? {} : { devices }),
      ...(block === undefined ? {} : { block }),
    });
    if (devices === undefined && block === undefined) this.stop(new StopReason('cancelled'));
    else this.#stops.cancel(devices ?? [], block);
  }

  /** Secrets of the run became known. */
  secretsLearned(): void {
    this.#head.secretsLearned();
  }

  /** Other limits from now on. */
  adjust(limits: Partial<RunLimits>): void {
    if (!this.#isOver) this.#emit({ type: 'limits-changed', limits: this.#turns.adjust(limits) });
  }

  /** Stops everything; what is complete stays. */
  stop(reason: StopReason): void {
    this.#stopped ??= reason;
    this.#stops.stopAll(reason);
  }

  #emit(event: UnstampedEvent): void {
    const { clock, writer, sessions, builder } = this.#parts;
    const stamped = { at: new Date(clock.now()).toISOString(), run: writer.id, ...event } as RunEvent;
    const safe = redactEvent(stamped, (text) => sessions.redact(text));
    builder.apply(safe);
    this.#events.push(safe);
    this.#stops.watch(safe);
    if (event.type === 'device-connected') this.#onReached.get(event.device)?.();
  }

  #fail(error: unknown): void {
    this.stop(new StopReason('failed', toErrorInfo(error)));
  }

  async #orFail(work: Promise<void>): Promise<void> {
    await work.catch((error: unknown) => {
      this.#fail(error);
    });
  }

  #refuse(): void {
    for (const { device, reasons } of this.#parts.plan.refused) {
      const error: ErrorInfo = {
        code: reasons[0]?.code ?? 'engine.refused',
        message: reasons.map((reason) => reason.message).join(' '),
      };
      const outcome: DeviceOutcome = { status: 'refused', error, commands: [] };
      const facts = { attempts: 0, durationMs: 0 };
      const result = toDeviceResult(device, this.#parts.writer.folderOf(device), outcome, facts);
      this.#emit({ type: 'device-finished', device, result });
    }
  }

  async #device(planned: PlannedDevice, options: RunOptions): Promise<void> {
    const { clock, writer } = this.#parts;
    const device = planned.device.name;
    const signal = this.#stops.signal(device);
    const facts = { attempts: 0, durationMs: 0 };
    let started: number | undefined;
    let working: Promise<DeviceOutcome> | undefined;
    const outcome = await this.#attempts(planned, options, signal, () => {
      started ??= clock.monotonic();
      facts.attempts += 1;
      working = runDevice(this.#context, planned, facts.attempts, signal);
      return working;
    }).catch(async (error: unknown): Promise<DeviceOutcome> => {
      if (!signal.aborted)
        return { status: 'failed', error: toErrorInfo(error), commands: withRest(planned, [], 'skipped') };
      // an attempt that was going on ends at once and knows what it had got
      return (await working?.catch(() => undefined)) ?? stoppedOutcome(planned, [], signal.reason);
    });
    facts.durationMs = started === undefined ? 0 : Math.round(clock.monotonic() - started);
    const result = toDeviceResult(device, writer.folderOf(device), outcome, facts);
    this.#emit({ type: 'device-finished', device, result });
    this.#turns.deviceDone();
  }

  /**
   * Attempts until a session was open, the error is one that does not pass by itself, or there were enough. Between two
   * attempts a device takes up no place in the queue. Nothing was sent to a device that is tried again. Rejects with the
   * last error, or at once when the device is stopped.
   */
  #attempts(
    planned: PlannedDevice,
    options: RunOptions,
    signal: AbortSignal,
    attempt: () => Promise<DeviceOutcome>,
  ): Promise<DeviceOutcome> {
    const policy = retry(
      handleWhen((error) => isErrorInfo(error) && isRetryable(error.code)),
      {
        maxAttempts: options.retries,
        backoff: new ExponentialBackoff({
          initialDelay: options.retryDelayMs ?? 1_000,
          maxDelay: longestPauseMs,
        }),
      },
    );
    policy.onRetry((event) => {
      const error = toErrorInfo('error' in event ? event.error : undefined);
      if (!signal.aborted) {
        this.#emit({
          type: 'device-retry',
          device: planned.device.name,
          delayMs: Math.round(event.delay),
          error,
        });
      }
    });
    const { device } = planned;
    let last: unknown;
    const inTurn = async (): Promise<DeviceOutcome> =>
      this.#turns.run(await this.#locate(device, signal), signal, (reached) => {
        this.#onReached.set(device.name, reached);
        return attempt().catch((error: unknown) => {
          last = error;
          throw error;
        });
      });
    const all = policy.execute(inTurn, signal).catch((error: unknown) => {
      // what a device was given up for says less than what it failed with before
      throw last !== undefined && isErrorInfo(error) && error.code === 'engine.site-unreachable'
        ? last
        : error;
    });
    return raceAbort(all, signal);
  }

  /** The device with everything that limits go by: what an ssh_config names as its jump host stands for one of the inventory. */
  async #locate(device: DeviceAddress, signal: AbortSignal): Promise<DeviceAddress> {
    const known = this.#located.get(device.name);
    if (known !== undefined) return known;
    const jumpHost = await this.#parts.sessions.jumpHostOf?.(device, signal);
    if (jumpHost === undefined) return device;
    const located = { ...device, jumpHost };
    this.#located.set(device.name, located);
    return located;
  }

  async #finish(): Promise<RunEnd> {
    const { builder, writer, sessions, clock } = this.#parts;
    const totals = builder.totals();
    await this.#events.flush();
    const kind = this.#stopped?.kind;
    const status = kind ?? runStatus(totals);
    const error = this.#stopped?.error;
    this.#emit({ type: 'run-finished', status, totals, ...(error === undefined ? {} : { error }) });
    await this.#events.flush();
    const finishedAt = new Date(clock.now()).toISOString();
    const record = builder.record(status, finishedAt);
    const plan = this.#masked(record.plan);
    await this.#head.close();
    sessions.close();
    // where this fails, the run is told by its first record and its journal
    await writer.complete({ ...record, plan }).catch(() => undefined);
    const masked = isMasked(plan, record.plan);
    return { status, finishedAt, masked };
  }

  #masked(plan: Plan): Plan {
    return redactPlan(plan, (text) => this.#parts.sessions.redact(text));
  }
}
