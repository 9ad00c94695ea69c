import type { LabPlatform, LabRole, LabState } from '../labOptions.ts';

/** A range of like ports of a model. */
export interface PortRange {
  /** `#` is replaced by the port number. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Mbit/s. */
  readonly speed: number;
  readonly use: 'host' | 'uplink' | 'any';
}

/** A hardware model and its software. */
export interface Hardware {
  readonly model: string;
  readonly ports: readonly PortRange[];
  readonly management?: string;
  readonly loopback: string;
  readonly versions: Readonly<Record<LabState, string>>;
  readonly serialPrefix: string;
}

const iosSwitch: Hardware = {
  model: 'C9300-24T',
  ports: [
    { name: 'GigabitEthernet1/0/#', from: 1, to: 24, speed: 1000, use: 'host' },
    { name: 'TenGigabitEthernet1/1/#', from: 1, to: 4, speed: 10_000, use: 'uplink' },
  ],
  management: 'GigabitEthernet0/0',
  loopback: 'Loopback0',
  versions: { before: '17.09.04a', after: '17.12.03' },
  serialPrefix: 'FCW',
};

const iosRouter: Hardware = {
  model: 'ISR4431/K9',
  ports: [{ name: 'GigabitEthernet0/0/#', from: 0, to: 5, speed: 1000, use: 'any' }],
  management: 'GigabitEthernet0',
  loopback: 'Loopback0',
  versions: { before: '17.09.04a', after: '17.12.03' },
  serialPrefix: 'FOC',
};

const nxos: Hardware = {
  model: 'C9336C-FX2',
  ports: [{ name: 'Ethernet1/#', from: 1, to: 36, speed: 10_000, use: 'any' }],
  management: 'mgmt0',
  loopback: 'loopback0',
  versions: { before: '9.3(12)', after: '10.3(5)' },
  serialPrefix: 'FDO',
};

const eos: Hardware = {
  model: 'DCS-7150S-24',
  ports: [{ name: 'Ethernet#', from: 1, to: 24, speed: 10_000, use: 'any' }],
  management: 'Management1',
  loopback: 'Loopback0',
  versions: { before: '4.30.4M', after: '4.31.2F' },
  serialPrefix: 'JPE',
};

const junos: Hardware = {
  model: 'mx204',
  ports: [
    { name: 'xe-0/1/#', from: 0, to: 7, speed: 10_000, use: 'any' },
    { name: 'et-0/0/#', from: 0, to: 3, speed: 100_000, use: 'host' },
  ],
  management: 'fxp0',
  loopback: 'lo0',
  versions: { before: '21.4R3-S5.4', after: '22.4R3.25' },
  serialPrefix: 'JN1',
};

const linux: Hardware = {
  model: 'KVM',
  ports: [{ name: 'eth#', from: 0, to: 1, speed: 1000, use: 'any' }],
  loopback: 'lo',
  versions: { before: '6.1.0-25-amd64', after: '6.1.0-27-amd64' },
  serialPrefix: 'VM',
};

/** The hardware that a device of this platform and role runs on. */
export function hardwareFor(platform: LabPlatform, role: LabRole): Hardware {
  if (platform === 'cisco_ios') return role === 'edge' || role === 'router' ? iosRouter : iosSwitch;
  return { cisco_nxos: nxos, arista_eos: eos, juniper_junos: junos, linux }[platform];
}
