import type { LabState } from '../labOptions.ts';
import type { AddressPlan } from './addressPlan.ts';
import type { NetDevice, NetInterface, NetLink } from './netDevice.ts';
import { pick } from './random.ts';

/** Cables the devices of a pod: a chain of hubs, everything else to two of them, and the world outside. */
export function cablePod(devices: readonly NetDevice[], plan: AddressPlan): void {
  const hubs = devices.filter((device) => device.role === 'core' || device.role === 'spine');
  const centre = hubs.length > 0 ? hubs : devices.slice(0, 1);
  let links = 0;
  const connect = (low: NetDevice, high: NetDevice, cutIn?: LabState): void => {
    const cabled = cable(low, high, cutIn);
    if (cabled === undefined) return;
    const routed = low.role !== 'access' && low.role !== 'server';
    if (routed) routeLink(cabled, plan.link(links++));
    else if (low.role === 'server') serverLink(cabled, plan);
    else trunkLink(cabled);
  };
  for (let index = 1; index < centre.length; index++) {
    connect(centre[index] as NetDevice, centre[index - 1] as NetDevice);
  }
  for (const device of devices) {
    if (centre.includes(device)) continue;
    const uplinks = device.role === 'server' ? 1 : 2;
    const preferred = centre.filter((hub) => (hub.role === 'spine') === (device.role === 'leaf'));
    const targets = [...preferred, ...centre.filter((hub) => !preferred.includes(hub))].slice(0, uplinks);
    targets.forEach((hub, index) => {
      const cut = device.role === 'access' && device.ordinal === 0 && index === 1;
      connect(device, hub, cut ? 'after' : undefined);
    });
  }
  for (const device of devices) attachWorld(device, plan);
}

function freePort(device: NetDevice, uplink: boolean): NetInterface | undefined {
  const free = [...device.interfaces.values()].filter(
    (port) => port.kind === 'physical' && port.link === undefined && port.attached === undefined,
  );
  if (!uplink) return free.at(0);
  const fast = free.filter((port) => port.name.startsWith('Ten'));
  return fast.at(0) ?? (device.role === 'leaf' ? free.at(-1) : free.at(0));
}

function cable(low: NetDevice, high: NetDevice, cutIn: LabState | undefined): NetLink | undefined {
  const lowPort = freePort(low, true);
  const highPort = freePort(high, false);
  if (lowPort === undefined || highPort === undefined) return undefined;
  const link: NetLink = {
    a: { device: low, port: lowPort },
    b: { device: high, port: highPort },
    ...(cutIn === undefined ? {} : { cutIn }),
  };
  for (const [end, other] of [
    [link.a, link.b],
    [link.b, link.a],
  ] as const) {
    end.port.link = link;
    end.port.enabled = true;
    end.port.description = `to ${other.device.name} ${other.port.name}`;
  }
  return link;
}

function routeLink(link: NetLink, [low, high]: readonly [string, string]): void {
  for (const [end, ip] of [
    [link.a, low],
    [link.b, high],
  ] as const) {
    end.port.mode = 'routed';
    end.port.mtu = 9000;
    end.port.address = { ip, prefix: 31 };
  }
}

function trunkLink(link: NetLink): void {
  for (const end of [link.a, link.b]) {
    end.port.mode = 'trunk';
    end.port.trunkVlans = '10,20,30,40';
  }
}

function serverLink(link: NetLink, plan: AddressPlan): void {
  link.a.port.address = { ip: plan.vlan(10, 100 + link.a.device.slot), prefix: 24 };
  if (link.b.device.role === 'core') link.b.port.mode = 'access';
  link.b.port.accessVlan = 10;
}

/** Hosts on the first ports of switches, and providers on what faces the outside. */
function attachWorld(device: NetDevice, plan: AddressPlan): void {
  if (device.role === 'edge' || device.role === 'router') {
    const port = freePort(device, false);
    if (port === undefined) return;
    port.attached = 'provider';
    port.enabled = true;
    port.description = `transit AS${64_700 + device.slot}`;
    port.address = { ip: plan.transit(device.slot)[0], prefix: 30 };
    if (device.role === 'edge' && device.ordinal === 0) port.attachedCutIn = 'after';
  }
  if (device.role !== 'access' && device.role !== 'leaf') return;
  for (let host = 0; host < 8; host++) {
    const port = freePort(device, false);
    if (port === undefined) return;
    port.attached = 'host';
    port.accessVlan = [10, 20, 30][pick(`${device.name}/${host}`, 0, 2)] ?? 10;
    port.description =
      pick(`${device.name}/${host}/text`, 0, 2) === 0 ? `desk ${device.slot}-${host + 1}` : '';
  }
}
