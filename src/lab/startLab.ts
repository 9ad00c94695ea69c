import type { Clock } from '../api/ports.ts';
import { ShowrunError } from '../core/errors.ts';
import { inventoryCsv } from './inventoryCsv.ts';
import type { LabFault } from './labFault.ts';
import type { Lab, LabDevice, LabDeviceStats, LabOptions } from './labOptions.ts';
import { Network } from './network/network.ts';
import { namedRoster, standardRoster, type RosterEntry } from './network/roster.ts';
import { describeDevice } from './network/describeDevice.ts';
import { DeviceServer } from './ssh/deviceServer.ts';
import { defaultTuning, type DeviceContext } from './ssh/deviceContext.ts';

interface RunningDevice {
  readonly context: DeviceContext;
  readonly server: DeviceServer;
  readonly device: LabDevice;
}

const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

/**
 * Starts simulated devices with real SSH servers on loopback and waits until all of them listen. Throws
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
    for (const [index, entry] of roster.started.entries()) {
      const context = deviceContext(entry, network, options);
      const server = new DeviceServer(context, host);
      const own = options.devices?.[index]?.port;
      await server.listen(own ?? (options.basePort ? options.basePort + index : 0));
      running.set(entry.name, { context, server, device: labDevice(context, server, host) });
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
  if (options.devices === undefined) return standardRoster(options.count ?? 12);
  const named = namedRoster(options.devices);
  return { started: named, all: named };
}

function startFaults(options: LabOptions): [string, readonly LabFault[]][] {
  const given = Object.entries(options.faults ?? {}).map(([name, faults]): [string, readonly LabFault[]] => [
    name,
    typeof faults === 'string' ? [faults] : faults,
  ]);
  const own = (options.devices ?? []).map((spec): [string, readonly LabFault[]] => [
    spec.name,
    spec.faults ?? [],
  ]);
  return [...own, ...given].filter(([, faults]) => faults.length > 0);
}

function deviceContext(entry: RosterEntry, network: Network, options: LabOptions): DeviceContext {
  return {
    entry,
    network,
    login: options,
    tuning: { ...defaultTuning, ...options.tuning },
    latencyMs: options.latencyMs ?? 0,
    seed: options.seed ?? 1,
    stats: { connections: 0, open: 0, loginsAccepted: 0, loginsRejected: 0, commands: [] },
    faults: new Set(),
    rejectedInARow: 0,
  };
}

function labDevice(context: DeviceContext, server: DeviceServer, host: string): LabDevice {
  return {
    ...describeDevice(context.entry, context.network),
    host,
    port: server.port,
    get faults() {
      return [...context.faults];
    },
  };
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
        each.context.rejectedInARow = 0;
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
