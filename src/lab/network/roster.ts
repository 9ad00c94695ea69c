import type { LabPlatform, LabRole } from '../labOptions.ts';

/** A device's place in the network, known before anything about it is built. */
export interface RosterEntry {
  readonly name: string;
  readonly platform: LabPlatform;
  readonly role: LabRole;
  readonly site: string;
  /** Twelve devices that are cabled together. */
  readonly pod: number;
  /** Position in the pod, from 0. */
  readonly slot: number;
  /** Counts the devices of this role in the pod, from 0. */
  readonly ordinal: number;
}

const sites = ['ams', 'fra', 'lon'] as const;

/** The standard pod. A lab smaller than a pod starts the lowest `rank`s first, so that five devices are five platforms. */
const standardPod: readonly { prefix: string; platform: LabPlatform; role: LabRole; rank: number }[] = [
  { prefix: 'core', platform: 'cisco_nxos', role: 'core', rank: 0 },
  { prefix: 'core', platform: 'cisco_nxos', role: 'core', rank: 5 },
  { prefix: 'edge', platform: 'cisco_ios', role: 'edge', rank: 1 },
  { prefix: 'edge', platform: 'cisco_ios', role: 'edge', rank: 6 },
  { prefix: 'access', platform: 'cisco_ios', role: 'access', rank: 7 },
  { prefix: 'access', platform: 'cisco_ios', role: 'access', rank: 8 },
  { prefix: 'access', platform: 'cisco_ios', role: 'access', rank: 11 },
  { prefix: 'spine', platform: 'arista_eos', role: 'spine', rank: 9 },
  { prefix: 'leaf', platform: 'arista_eos', role: 'leaf', rank: 2 },
  { prefix: 'leaf', platform: 'arista_eos', role: 'leaf', rank: 10 },
  { prefix: 'mx', platform: 'juniper_junos', role: 'router', rank: 3 },
  { prefix: 'jump', platform: 'linux', role: 'server', rank: 4 },
];

/** Devices in one pod. */
export const podSize = standardPod.length;

/** The devices that are started for a count, and the whole pods they belong to. */
export function standardRoster(count: number): {
  started: readonly RosterEntry[];
  all: readonly RosterEntry[];
} {
  const pods = Math.max(1, Math.ceil(count / podSize));
  const all: RosterEntry[] = [];
  for (let pod = 0; pod < pods; pod++) all.push(...standardPodRoster(pod));
  const left = count - (pods - 1) * podSize;
  const started = all.filter((entry) => entry.pod < pods - 1 || (standardPod[entry.slot]?.rank ?? 0) < left);
  return { started, all };
}

function standardPodRoster(pod: number): RosterEntry[] {
  const ordinals = new Map<string, number>();
  return standardPod.map(({ prefix, platform, role }, slot) => {
    const ordinal = ordinals.get(prefix) ?? 0;
    ordinals.set(prefix, ordinal + 1);
    const perPod = standardPod.filter((other) => other.prefix === prefix).length;
    const site = sites[(pod * 2 + (ordinal % 2)) % sites.length] ?? 'ams';
    return { name: `${prefix}-${pod * perPod + ordinal + 1}`, platform, role, site, pod, slot, ordinal };
  });
}

const defaultRoles: Readonly<Record<LabPlatform, LabRole>> = {
  cisco_ios: 'access',
  cisco_nxos: 'core',
  arista_eos: 'leaf',
  juniper_junos: 'router',
  linux: 'server',
};

/** Devices asked for by name, cabled in groups of a pod's size. */
export function namedRoster(
  specs: readonly { name: string; platform: LabPlatform; role?: LabRole; site?: string }[],
): readonly RosterEntry[] {
  const ordinals = new Map<string, number>();
  return specs.map((spec, index) => {
    const role = spec.role ?? defaultRoles[spec.platform];
    const pod = Math.floor(index / podSize);
    const ordinal = ordinals.get(`${pod} ${role}`) ?? 0;
    ordinals.set(`${pod} ${role}`, ordinal + 1);
    const site = spec.site ?? sites[pod % sites.length] ?? 'ams';
    return { name: spec.name, platform: spec.platform, role, site, pod, slot: index % podSize, ordinal };
  });
}
