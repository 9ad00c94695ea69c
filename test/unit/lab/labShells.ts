import type { LabFault } from '../../../src/lab/labFault.ts';
import type { LabPlatform, LabState } from '../../../src/lab/labOptions.ts';
import { createShell } from '../../../src/lab/devices/createShell.ts';
import { Network } from '../../../src/lab/network/network.ts';
import { standardRoster } from '../../../src/lab/network/roster.ts';
import type { Shell, ShellReply } from '../../../src/lab/shell/shell.ts';
import { defaultTuning, type SimulatedDevice, type Tuning } from '../../../src/lab/ssh/deviceContext.ts';

/** A clock that moves only when told to. */
export class SteppedClock {
  time = Date.UTC(2026, 10, 20, 18, 3, 21);
  now(): number {
    return this.time;
  }
  monotonic(): number {
    return this.time;
  }
  advance(ms: number): void {
    this.time += ms;
  }
}

/** The standard network of 12 devices, with shells and no sockets. */
export class LabShells {
  readonly clock = new SteppedClock();
  readonly network: Network;
  private readonly roster = standardRoster(12).all;

  constructor(state: LabState = 'before', seed = 1) {
    this.network = new Network(this.roster, { clock: this.clock, seed, state });
  }

  context(
    name: string,
    options: { tuning?: Partial<Tuning>; faults?: readonly LabFault[] } = {},
  ): SimulatedDevice {
    const entry = this.roster.find((each) => each.name === name);
    if (entry === undefined) throw new Error(`no ${name}`);
    return {
      name,
      transport: 'ssh',
      account: { rejectedInARow: 0 },
      entry,
      network: this.network,
      login: { username: 'showrun', password: 'pass', enableSecret: 'secret' },
      tuning: { ...defaultTuning, ...options.tuning },
      latencyMs: 0,
      seed: 1,
      stats: { connections: 0, open: 0, loginsAccepted: 0, loginsRejected: 0, commands: [] },
      faults: new Set(options.faults),
    };
  }

  /** A fresh session in the first mode after login. */
  open(name: string, size = { columns: 0, rows: 0 }): Shell {
    return createShell(this.context(name), size);
  }

  /** A session that may see everything. */
  privileged(name: string): Shell {
    const shell = this.open(name);
    if (shell.prompt().endsWith('>') && !shell.prompt().includes('@')) {
      shell.enter('enable').question?.answer('secret');
    }
    return shell;
  }

  platformOf(name: string): LabPlatform {
    return this.context(name).entry.platform;
  }
}

/** The text of a reply, whole. */
export function textOf(reply: ShellReply): string {
  return typeof reply.text === 'string' ? reply.text : [...reply.text].join('');
}

/** Enters lines one after another; gives the text of the last. */
export function ask(shell: Shell, ...lines: readonly string[]): string {
  let text = '';
  for (const line of lines) text = textOf(shell.enter(line));
  return text;
}
