import { fork } from 'node:child_process';
import { constants, getPriority, setPriority } from 'node:os';
import type { ChildProcess } from 'node:child_process';
import { ShowrunError } from '../../core/errors.ts';
import type { ExecutorMessage, HostMessage } from '../protocol.ts';
import { watchdogPrefix } from '../executor/watchdogWords.ts';
import { executorEnvironment } from './executorEnvironment.ts';

/**
 * A small nursery for new objects: with 16 MB a hundred sessions that deliver megabytes would need more memory and no less
 * time; with 4 MB a run on a thousand devices takes more CPU.
 */
const execArgv = ['--max-semi-space-size=8'];
/** Last characters of the child's standard error that go into a message. */
const stderrLength = 1_000;

/** What to start and whom to tell. */
export interface ExecutorProcessOptions {
  readonly executorPath: string;
  /** Node binary; the one of this process where it is absent. */
  readonly execPath?: string;
  /** Whether it gives way to other programs. */
  readonly background: boolean;
  readonly onMessage: (message: ExecutorMessage) => void;
  /** A line of its watchdog: it hangs, and where. */
  readonly onHang: (line: string) => void;
  /** Called once, when the process is gone or could not be started. */
  readonly onGone: (error: ShowrunError) => void;
}

/** One executor process, from its start to its end. */
export class ExecutorProcess {
  readonly #child: ChildProcess;
  readonly #options: ExecutorProcessOptions;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  #stderr = '';
  #gone = false;
  #messageCount = 0;

  constructor(options: ExecutorProcessOptions) {
    this.#options = options;
    this.#child = fork(options.executorPath, [], {
      serialization: 'advanced',
      execArgv,
      env: executorEnvironment(process.env),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      ...(options.execPath === undefined ? {} : { execPath: options.execPath }),
    });
    if (options.background && this.#child.pid !== undefined) giveWay(this.#child.pid);
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-stderrLength);
      for (const line of text.split('\n')) if (line.startsWith(watchdogPrefix)) options.onHang(line);
    });
    this.#child.on('message', (message) => {
      this.#messageCount += 1;
      options.onMessage(message as ExecutorMessage);
    });
    this.ended = new Promise((resolve) => {
      const finish = (what: string): void => {
        resolve();
        this.#report(what);
      };
      this.#child.on('error', (error) => {
        // also raised by a message that could not be sent to a child that is ending: that one tells by 'close'
        if (this.#child.pid === undefined) finish(`could not be started: ${error.message}`);
      });
      this.#child.on('close', (code, signal) => {
        finish(signal === null ? `ended with code ${String(code)}` : `was ended by ${signal}`);
      });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Messages that have come from it so far. */
  get messageCount(): number {
    return this.#messageCount;
  }

  send(message: HostMessage): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  /** Whether the process keeps its host alive; it should while runs are going on. */
  hold(isBusy: boolean): void {
    const handles = [
      this.#child,
      this.#child.channel,
      this.#child.stderr as { ref?(): void; unref?(): void } | null,
    ];
    for (const handle of handles) {
      if (isBusy) handle?.ref?.();
      else handle?.unref?.();
    }
  }

  /** Ends the process at once. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #report(what: string): void {
    if (this.#gone) return;
    this.#gone = true;
    const said = this.#stderr.trim();
    this.#options.onGone(
      new ShowrunError(
        'engine.executor-died',
        `The executor process ${what}.${said === '' ? '' : ` It said: ${said}`}`,
        {
          hint: 'Everything that was received by then is in the run folder. Continue with Resume Run (resume on the command line).',
        },
      ),
    );
  }
}

/** Threads that it starts later inherit this. A system that does not allow it loses nothing but smoothness. */
function giveWay(pid: number): void {
  try {
    setPriority(pid, Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL));
  } catch {
    // as it is, then
  }
}
