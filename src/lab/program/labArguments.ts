import { parseArgs } from 'node:util';
import { ShowrunError } from '../../core/errors.ts';
import { parseLabFault, type LabFault } from '../labFault.ts';
import type { LabState, LabTransport } from '../labOptions.ts';

/** What the lab's own command line says. Passwords are not among it: they never stand in an argument. */
export interface LabArguments {
  /** Absent where only recordings are played. */
  readonly count?: number;
  readonly transport: LabTransport;
  /** Files of recordings, for a device each. */
  readonly recordings: readonly string[];
  readonly state: LabState;
  /** File to write the inventory to. */
  readonly inventory?: string;
  readonly username: string;
  /** Port of the first device; 0 lets the system choose. */
  readonly port: number;
  readonly seed: number;
  readonly latencyMs: number;
  readonly faults: Readonly<Record<string, readonly LabFault[]>>;
}

/** The largest lab: what the address plan has room for. */
const maxDevices = 10_000;

/** Reads the arguments. Throws `lab.bad-argument` and `lab.unknown-fault`. */
export function parseLabArguments(words: readonly string[]): LabArguments {
  const values = parseWords(words);
  const { state, transport, recording } = values;
  if (state !== 'before' && state !== 'after') {
    throw badArgument(`--state is "before" or "after", not "${state}"`);
  }
  if (transport !== 'ssh' && transport !== 'telnet') {
    throw badArgument(`--transport is "ssh" or "telnet", not "${transport}"`);
  }
  const count = values.count ?? (recording.length === 0 ? '12' : undefined);
  return {
    ...(count === undefined ? {} : { count: wholeNumber('--count', count, 1, maxDevices) }),
    transport,
    recordings: recording,
    state,
    ...(values.inventory === undefined ? {} : { inventory: values.inventory }),
    username: values.username,
    port: wholeNumber('--port', values.port, 0, 65_535),
    seed: wholeNumber('--seed', values.seed, 0, 1_000_000_000),
    latencyMs: wholeNumber('--latency', values.latency, 0, 60_000),
    faults: readFaults(values.fault),
  };
}

function parseWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        count: { type: 'string' },
        transport: { type: 'string', default: 'ssh' },
        recording: { type: 'string', multiple: true, default: [] },
        state: { type: 'string', default: 'before' },
        inventory: { type: 'string' },
        username: { type: 'string', default: 'showrun' },
        port: { type: 'string', default: '0' },
        seed: { type: 'string', default: '1' },
        latency: { type: 'string', default: '0' },
        fault: { type: 'string', multiple: true, default: [] },
      },
    }).values;
  } catch (error) {
    throw badArgument(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, text: string, from: number, to: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= from && value <= to) return value;
  throw badArgument(`${name} is a whole number from ${from} to ${to}, not "${text}"`);
}

/** `DEVICE=FAULT`, several times for several faults; a device's faults may also be joined with `+`. */
function readFaults(words: readonly string[]): Record<string, LabFault[]> {
  const faults: Record<string, LabFault[]> = Object.create(null) as Record<string, LabFault[]>;
  for (const word of words) {
    const split = word.lastIndexOf('=');
    if (split < 1) throw badArgument(`--fault is DEVICE=FAULT, for example edge-1=refuse, not "${word}"`);
    const device = word.slice(0, split);
    const names = word.slice(split + 1).split('+');
    faults[device] = [...(faults[device] ?? []), ...names.map((name) => parseLabFault(name))];
  }
  return faults;
}

function badArgument(what: string): ShowrunError {
  return new ShowrunError('lab.bad-argument', `The lab was not started: ${what}.`, {
    hint: 'See `showrun lab --help`.',
  });
}
