import type { ErrorInfo } from '../../api/diagnostic.ts';
import type { ExecutorMessage, HostMessage } from '../protocol.ts';
import type { SleepLimits } from '../../session/time/steadyTime.ts';
import { systemTime } from '../../session/time/systemTime.ts';
import { Executor } from './executor.ts';
import type { ExecutorParts } from './executor.ts';
import { HeapGrowth } from './heapGrowth.ts';
import { Watchdog } from './watchdog.ts';
import type { WatchdogLimits } from './watchdog.ts';

/** Longest time for completing run folders once the host is gone, in milliseconds. */
const goodbyeMs = 5_000;

/** How often the host is told that the event loop turns while runs go on, in milliseconds. */
const aliveMs = 1_000;

/** How often it is looked whether long outputs still come, in milliseconds. */
const quietMs = 10_000;

/** When something is noticed; as usual unless given. */
export interface NoticeLimits {
  readonly watchdog?: WatchdogLimits;
  readonly sleep?: SleepLimits;
}

/**
 * Runs an executor in this process, for the host that has forked it. Ends the process on `shutdown` and when the host is
 * gone. Ctrl-C is left to the host, which gets it as well and cancels in order.
 */
export function serveHost(parts: Omit<ExecutorParts, 'send'>, limits: NoticeLimits = {}): void {
  const send = (message: ExecutorMessage): void => {
    // a host that is gone makes sending fail; 'disconnect' tells about that
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
  };
  const executor = new Executor({ ...parts, send });
  const watchdog = new Watchdog(limits.watchdog);
  systemTime.start(limits.sleep);
  setInterval(() => {
    if (executor.isBusy) send({ type: 'alive' });
  }, aliveMs).unref();
  const heapGrowth = new HeapGrowth();
  setInterval(() => {
    heapGrowth.look();
  }, quietMs).unref();
  let leaving = false;
  const leave = (code: number, reason?: ErrorInfo): void => {
    if (leaving) return;
    leaving = true;
    setTimeout(() => process.exit(code), goodbyeMs).unref();
    void executor.close(reason).then(() => process.exit(code));
  };
  process.on('message', (message) => {
    const received = message as HostMessage;
    if (received.type === 'shutdown') leave(0);
    else {
      if (received.type === 'start') {
        watchdog.start();
        systemTime.check();
      }
      executor.receive(received);
    }
  });
  process.on('disconnect', () => {
    leave(0);
  });
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      leave(0);
    });
  }
  process.on('uncaughtException', (error) => {
    const message = `The executor failed: ${error.stack ?? error.message}`;
    send({ type: 'log', lines: [{ level: 'error', message }] });
    leave(1, {
      code: 'engine.executor-failed',
      message: `The executor stopped over an error of its own: ${error.message}`,
      hint: 'What had been received is kept. Continue with Resume Run (resume on the command line), and report the error with the log.',
    });
  });
  send({ type: 'ready' });
}
