import type { Socket } from 'node:net';
import type { DeviceAddress } from '../../src/api/device.ts';
import type { Lab } from '../../src/lab/labOptions.ts';
import type { Connection } from 'ssh2';
import { startFixture } from '../contract/ssh/fixtureServer.ts';
import { addressesOf } from '../contract/engine/labFixture.ts';
import { startLabAside } from '../helpers/startLabAside.ts';

/** The only login of the network. */
export const soakLogin = { username: 'showrun', password: 'lab-password', enableSecret: 'lab-secret' };

/** Devices of a site, and behind a jump host, that all runs together may work on at once. */
export const soakLimits = { concurrencyPerSite: 12, concurrencyPerJumpHost: 8 } as const;

const sites = 5;
const jumpHosts = 2;

/** A jump host of the soak. */
export interface SoakJumpHost {
  /** As a device names it. */
  readonly address: string;
  /** When it has last lost all of its connections, on the scale of `performance.now`. */
  readonly droppedAt: number;
  /** Connections that are open to it. */
  readonly open: number;
  /** Cuts the connections over which somebody has logged in: one that is cut in the middle of a login counts as a rejected one. */
  drop(): void;
  close(): Promise<void>;
}

/** The lab of a soak with the hosts before it. */
export interface SoakNetwork {
  readonly lab: Lab;
  readonly addresses: readonly DeviceAddress[];
  readonly jumpHosts: readonly SoakJumpHost[];
  close(): Promise<void>;
}

/** Which of ten devices speak telnet, and which are behind one of two jump hosts. */
const overTelnet: ReadonlySet<number> = new Set([6, 7, 9]);
const behindJumpHost: ReadonlySet<number> = new Set([8, 9]);

/** Starts so many devices at five sites. */
export async function startSoakNetwork(count: number): Promise<SoakNetwork> {
  const lab = await startLabAside({
    devices: Array.from({ length: count }, (_, index) => ({
      name: `dev-${String(index)}`,
      platform: 'cisco_ios' as const,
      transport: overTelnet.has(index % 10) ? ('telnet' as const) : ('ssh' as const),
    })),
    state: 'before',
    ...soakLogin,
    tuning: { tokens: true, maxSessions: 0, slowDelayMs: 1 },
  });
  const hosts = await Promise.all(Array.from({ length: jumpHosts }, startJumpHost));
  const addresses = addressesOf(lab).map((address, index) => {
    const transport = lab.devices[index]?.transport ?? 'ssh';
    const site = `site-${String(Math.floor(index / 10) % sites)}`;
    const jumpHost = behindJumpHost.has(index % 10)
      ? hosts[Math.floor(index / 10) % jumpHosts]?.address
      : undefined;
    return { ...address, transport, site, ...(jumpHost === undefined ? {} : { jumpHost }) };
  });
  return {
    lab,
    addresses,
    jumpHosts: hosts,
    close: async () => {
      await lab.close();
      await Promise.all(hosts.map((host) => host.close()));
    },
  };
}

async function startJumpHost(): Promise<SoakJumpHost> {
  const ready = new Set<Connection>();
  let droppedAt = -Infinity;
  const fixture = await startFixture({
    auth: (context) => {
      if (context.method === 'password' && context.password === soakLogin.password) context.accept();
      else context.reject(['password']);
    },
    onClient: (client) => {
      client.on('ready', () => ready.add(client)).on('close', () => ready.delete(client));
    },
  });
  return {
    address: `${soakLogin.username}@127.0.0.1:${String(fixture.port)}`,
    get droppedAt() {
      return droppedAt;
    },
    get open() {
      return fixture.seen.open;
    },
    drop: () => {
      droppedAt = performance.now();
      for (const client of ready) (client as unknown as { readonly _sock: Socket })._sock.destroy();
    },
    close: () => fixture.close(),
  };
}
