import type { DeviceAddress } from '../../src/api/device.ts';
import type { LabFault } from '../../src/lab/labFault.ts';
import type { Lab } from '../../src/lab/labOptions.ts';
import type { Dice } from './dice.ts';
import { sshFaultNames, telnetFaultNames } from './soakFaults.ts';
import type { SoakNetwork } from './soakNetwork.ts';

/** Devices in a hundred that have a fault. */
const faulty = 30;

/** One of them. */
export interface SoakDevice {
  readonly address: DeviceAddress;
  /** Runs that it is in. */
  users: number;
  fault: LabFault | undefined;
  /** Counts its faults. Each time it has a login of its own, so that what was rejected before does not count. */
  generation: number;
}

/** The devices of a soak. Their faults change when nobody uses them. */
export class SoakDevices {
  readonly #lab: Lab;
  readonly #devices: readonly SoakDevice[];

  constructor({ lab, addresses }: SoakNetwork) {
    this.#lab = lab;
    this.#devices = addresses.map((address) => ({
      address,
      users: 0,
      fault: undefined,
      generation: 0,
    }));
  }

  /** Takes some devices for a run and gives those that are free another fault, or none. */
  async take(dice: Dice, count: number): Promise<SoakDevice[]> {
    const taken = dice.some(this.#devices, count);
    const changes: Promise<void>[] = [];
    for (const device of taken) {
      device.users += 1;
      if (device.users > 1) continue;
      const names = device.address.transport === 'telnet' ? telnetFaultNames : sshFaultNames;
      device.fault = dice.chance(faulty) ? dice.one(names) : undefined;
      device.generation += 1;
      changes.push(this.#lab.setFault(device.address.name, device.fault));
    }
    await Promise.all(changes);
    return taken;
  }

  release(taken: readonly SoakDevice[]): void {
    for (const device of taken) device.users -= 1;
  }
}

/** The device as a plan has it. */
export function addressOf({ address, generation }: SoakDevice): DeviceAddress {
  return { ...address, credential: `${address.name}#${String(generation)}` };
}
