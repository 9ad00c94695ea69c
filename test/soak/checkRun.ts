import type { CommandResult, DeviceResult, RunRecord } from '../../src/api/run.ts';
import type { LabFault } from '../../src/lab/labFault.ts';
import { assertOwnOutputs } from '../contract/faults/checkOutputs.ts';
import type { SoakFault } from './soakFaults.ts';
import { soakFaults } from './soakFaults.ts';

/** What is known about a run of the soak before it ends. */
export interface SoakRun {
  readonly number: number;
  readonly folder: string;
  /** The fault of each of its devices; undefined for the healthy ones. */
  readonly faults: ReadonlyMap<string, LabFault | undefined>;
  /** Devices that somebody cancelled; all of them where it is `all`. */
  readonly cancelled: ReadonlySet<string> | 'all';
  /** Whether sessions may have been kept from before. */
  readonly warm: boolean;
}

/** What a soak counts. */
export interface SoakCounts {
  runs: number;
  devices: number;
  healthy: number;
  cancelled: number;
  /** Outputs whose every line was checked. */
  outputs: number;
  bytes: number;
}

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
  const mayBeCancelled = run.cancelled === 'all' || run.cancelled.has(result.device);
  if (status === 'cancelled') return mayBeCancelled ? undefined : 'cancelled by nobody';
  const fault = name === undefined ? undefined : soakFaults[name];
  if (status === 'ok') {
    if (commands.some((command) => command.status !== 'ok')) return 'ok with a command that is not';
    return mayBeFine(fault, commands.length, run.warm) ? undefined : 'ok in spite of its fault';
  }
  if (status !== 'failed') return `status ${status}`;
  const code = (result.error ?? commands.find(hasFailed)?.error)?.code;
  if (code === undefined) return 'failed without a code';
  return fault?.codes.includes(code) === true ? undefined : `failed with ${code}`;
}

/** Whether a device with this fault can have answered everything. */
function mayBeFine(fault: SoakFault | undefined, lines: number, warm: boolean): boolean {
  if (fault === undefined || fault.codes.length === 0) return true;
  return (fault.late === true && lines === 1) || (fault.atLogin === true && warm);
}

function hasFailed(command: CommandResult): boolean {
  return command.error !== undefined;
}

function count({ commands, status }: DeviceResult, fault: LabFault | undefined, counts: SoakCounts): void {
  counts.devices += 1;
  if (fault === undefined) counts.healthy += 1;
  if (status === 'cancelled') counts.cancelled += 1;
  counts.outputs += commands.filter((command) => command.file !== undefined).length;
  counts.bytes += commands.reduce((sum, command) => sum + command.bytes, 0);
}
