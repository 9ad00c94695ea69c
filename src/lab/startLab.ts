import type { Clock } from '../api/ports.ts';
import { ShowrunError } from '../core/errors.ts';
import { inventoryCsv } from './inventoryCsv.ts';
import type { LabFault } from './labFault.ts';
import type {
  Lab,
  LabDevice,
  LabDeviceStats,
  LabOptions,
  LabRecordedDevice,
  LabTransport,
} from './labOptions.ts';
import { Network } from './network/network.ts';
import { namedRoster, standardRoster, type RosterEntry } from './network/roster.ts';
import { describeDevice } from './network/describeDevice.ts';
import { DeviceServer } from './ssh/deviceServer.ts';
import {
  defaultTuning,
  type DeviceContext,
  type LabAccount,
  type RecordedDevice,
} from './ssh/deviceContext.ts';

interface RunningDevice {
  readonly context: DeviceContext;
  readonly server: DeviceServer;
  readonly device: LabDevice;
}

const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

/**
 * Starts simulated devices with real SSH and telnet servers on loopback and waits until all of them listen. Throws
 * `lab.port-in-use`, `lab.listen-failed` or `lab.unknown-device`; nothing is left running then.
 */
export async function startLab(options: LabOptions): Promise<Lab> {
  const roster = rosterOf(options);
  const network = new Network(roster.all, {
    clock: options.clock ?? systemClock,
    seed: options.seed ?? 1,
    state: options.state,
  });
  const host = options.host ?? '127.0.0.1';
  const running = new Map<string, RunningDevice>();
  const closeAll = async (): Promise<void> => {
    await Promise.all([...running.values()].map(({ server }) => server.close()));
  };
  try {
    for (const [index, { context, port }] of contexts(roster.started, network, options).entries()) {
      const server = new DeviceServer(context, host);
      await server.listen(port ?? (options.basePort ? options.basePort + index : 0));
      running.set(context.name, { context, server, device: labDevice(context, server, host) });
    }
    const lab = labOf(running, network, options, closeAll);
    for (const [name, faults] of startFaults(options)) await lab.setFault(name, faults);
    return lab;
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function rosterOf(options: LabOptions): { started: readonly RosterEntry[]; all: readonly RosterEntry[] } {
  const { devices, recordings, count } = options;
  const onlyRecordings = count === undefined && recordings !== undefined;
  if (devices === undefined && !onlyRecordings) return standardRoster(count ?? 12);
  const named = namedRoster(devices ?? []);
  return { started: named, all: named };
}

function startFaults(options: LabOptions): [string, readonly LabFault[]][] {
  const given = Object.entries(options.faults ?? {}).map(([name, faults]): [string, readonly LabFault[]] => [
    name,
    typeof faults === 'string' ? [faults] : faults,
  ]);
  const own = [...(options.devices ?? []), ...(options.recordings ?? [])].map(
    (spec): [string, readonly LabFault[]] => [spec.name, spec.faults ?? []],
  );
  return [...own, ...given].filter(([, faults]) => faults.length > 0);
}

/** Every device to be started, with the port it asks for. */
function contexts(
  started: readonly RosterEntry[],
  network: Network,
  options: LabOptions,
): { readonly context: DeviceContext; readonly port: number | undefined }[] {
  const account: LabAccount = { rejectedInARow: 0 };
  const simulated = started.map((entry, index) => {
    const spec = options.devices?.[index];
    const common = commonContext(entry.name, spec?.transport, account, options);
    return { context: { ...common, entry, network }, port: spec?.port };
  });
  const recorded = (options.recordings ?? []).map((spec: LabRecordedDevice) => {
    const common = commonContext(spec.name, spec.transport, account, options);
    return { context: { ...common, recording: spec.recording }, port: spec.port };
  });
  return [...simulated, ...recorded];
}

function commonContext(
  name: string,
  transport: LabTransport | undefined,
  account: LabAccount,
  options: LabOptions,
): Omit<DeviceContext, 'entry' | 'network' | 'recording'> {
  return {
    name,
    transport: transport ?? options.transport ?? 'ssh',
    account,
    login: options,
    tuning: { ...defaultTuning, ...options.tuning },
    latencyMs: options.latencyMs ?? 0,
    seed: options.seed ?? 1,
    stats: { connections: 0, open: 0, loginsAccepted: 0, loginsRejected: 0, commands: [] },
    faults: new Set(),
  };
}

function labDevice(context: DeviceContext, server: DeviceServer, host: string): LabDevice {
  return {
    ...('recording' in context ? describeRecorded(context) : describeDevice(context.entry, context.network)),
    transport: context.transport,
    host,
    port: server.port,
    get faults() {
      return [...context.faults];
    },
  };
}

/** A recorded device has a name and a platform; the rest of its columns stay empty. */
function describeRecorded({ name, recording }: RecordedDevice): ReturnType<typeof describeDevice> {
  const { platform } = recording;
  return { name, platform, site: 'lab', role: 'router', tags: ['recorded'], groups: [], variables: {} };
}

function labOf(
  running: ReadonlyMap<string, RunningDevice>,
  network: Network,
  options: LabOptions,
  close: () => Promise<void>,
): Lab {
  const devices = [...running.values()].map(({ device }) => device);
  return {
    devices,
    setState: (state) => network.setState(state),
    setFault: async (name, fault) => {
      const faults = new Set(fault === undefined ? [] : typeof fault === 'string' ? [fault] : fault);
      for (const each of chosen(running, name)) {
        each.context.faults = faults;
        each.context.account.rejectedInARow = 0;
        await each.server.followFaults();
      }
    },
    stats: (): ReadonlyMap<string, LabDeviceStats> =>
      new Map([...running].map(([name, { context }]) => [name, context.stats])),
    inventoryCsv: () => inventoryCsv(devices, options.username),
    close,
  };
}

function chosen(running: ReadonlyMap<string, RunningDevice>, name: string): readonly RunningDevice[] {
  if (name === '*') return [...running.values()];
  const device = running.get(name);
  if (device === undefined) {
    throw new ShowrunError('lab.unknown-device', `The lab has no device "${name}".`, {
      hint: `Its devices are ${[...running.keys()].slice(0, 20).join(', ')}.`,
    });
  }
  return [device];
}
