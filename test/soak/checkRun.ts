import type { CommandResult, DeviceResult, RunRecord } from '../../src/api/run.ts';
import type { LabFault } from '../../src/lab/labFault.ts';
import { assertOwnOutputs } from '../contract/faults/checkOutputs.ts';
import type { Cancelled } from './disturb.ts';
import type { SoakFault } from './soakFaults.ts';
import { soakFaults, stopped } from './soakFaults.ts';

/** What is known about a run of the soak before it ends. */
export interface SoakRun {
  readonly number: number;
  readonly folder: string;
  /** The fault of each of its devices; undefined for the healthy ones. */
  readonly faults: ReadonlyMap<string, LabFault | undefined>;
  readonly cancelled: Cancelled;
  /** Whether sessions may have been kept from before. */
  readonly warm: boolean;
  /** Sessions that a device may be asked over at the same time. */
  readonly atOnce: number;
  /** Devices behind a jump host that lost its connections meanwhile, or shortly before. */
  readonly behindLost: ReadonlySet<string>;
  /** Whether the executor was killed meanwhile. */
  readonly killed: boolean;
}

/** What a soak counts. */
export interface SoakCounts {
  /** Runs that were begun with a number of their own. */
  started: number;
  /** Those that were checked, and those that continued them. */
  runs: number;
  devices: number;
  healthy: number;
  cancelled: number;
  interrupted: number;
  /** Runs that continued another one. */
  resumed: number;
  /** Outputs whose every line was checked. */
  outputs: number;
  bytes: number;
}

/**
 * What devices fail with whose jump host loses its connections: in the middle of a login there, that counts as a rejected one, as it is
 * with servers that say no in this way.
 */
const jumpCodes = ['session.jump-host-lost', ...stopped];

/** What is wrong with a run, in words; every output of it is checked against its device and command. */
export async function checkRun(run: SoakRun, record: RunRecord, counts: SoakCounts): Promise<string[]> {
  const breaches: string[] = [];
  for (const result of record.results) {
    const fault = run.faults.get(result.device);
    const wrong = judge(result, fault, run);
    const what = `run ${String(run.number)}, ${result.device} (${fault ?? 'healthy'})`;
    if (wrong !== undefined) breaches.push(`${what}: ${wrong}: ${JSON.stringify(result)}`);
    await assertOwnOutputs(run.folder, result, fault === 'garbage').catch((error: unknown) => {
      breaches.push(`${what}: ${(error as Error).message}`);
    });
    count(result, fault, counts);
  }
  if (record.results.length !== run.faults.size) breaches.push(`run ${String(run.number)} lost a device`);
  counts.runs += 1;
  return breaches;
}

/** What does not fit between a device's fault and its result. */
function judge(result: DeviceResult, name: LabFault | undefined, run: SoakRun): string | undefined {
  const { status, commands } = result;
  const { cancelled } = run;
  const mayBeCancelled = typeof cancelled === 'string' || cancelled.has(result.device);
  if (status === 'cancelled') return mayBeCancelled ? undefined : 'cancelled by nobody';
  if (status === 'interrupted') return run.killed ? undefined : 'interrupted by nobody';
  const fault = name === undefined ? undefined : soakFaults[name];
  if (status === 'ok') {
    if (commands.some((command) => command.status !== 'ok')) return 'ok with a command that is not';
    return mayBeFine(fault, commands.length, run) ? undefined : 'ok in spite of its fault';
  }
  if (status !== 'failed') return `status ${status}`;
  const error = result.error ?? commands.find(hasFailed)?.error;
  if (error === undefined) return 'failed without a code';
  const { code, message } = error;
  const isOfJumpHost = jumpCodes.includes(code) || message.startsWith('jump host ');
  if (isOfJumpHost && run.behindLost.has(result.device)) return undefined;
  return fault?.codes.includes(code) === true ? undefined : `failed with ${code}`;
}

/** Whether a device with this fault can have answered everything. */
function mayBeFine(fault: SoakFault | undefined, lines: number, { warm, atOnce }: SoakRun): boolean {
  if (fault === undefined || fault.codes.length === 0) return true;
  return (fault.late === true && lines <= atOnce) || (fault.atLogin === true && warm);
}

function hasFailed(command: CommandResult): boolean {
  return command.error !== undefined;
}

function count({ commands, status }: DeviceResult, fault: LabFault | undefined, counts: SoakCounts): void {
  counts.devices += 1;
  if (fault === undefined) counts.healthy += 1;
  if (status === 'cancelled') counts.cancelled += 1;
  if (status === 'interrupted') counts.interrupted += 1;
  counts.outputs += commands.filter((command) => command.file !== undefined).length;
  counts.bytes += commands.reduce((sum, command) => sum + command.bytes, 0);
}
