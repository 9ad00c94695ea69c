import assert from 'node:assert/strict';
import { Network } from '../../../src/lab/network/network.ts';
import { podSize, standardRoster } from '../../../src/lab/network/roster.ts';
import { ask, LabShells } from './labShells.ts';

const showAll: Record<string, readonly string[]> = {
  cisco_ios: [
    'show version',
    'show running-config',
    'show interfaces',
    'show ip route',
    'show ip bgp summary',
    'show inventory',
    'show vlan',
    'show lldp neighbors',
  ],
  cisco_nxos: [
    'show version',
    'show running-config',
    'show interface',
    'show ip route',
    'show ip bgp summary',
    'show inventory',
    'show vlan',
    'show cdp neighbors',
  ],
  arista_eos: [
    'show version',
    'show running-config',
    'show interfaces',
    'show ip route',
    'show ip bgp summary',
    'show inventory',
    'show vlan',
    'show lldp neighbors',
  ],
  juniper_junos: [
    'show version',
    'show configuration',
    'show interfaces',
    'show route',
    'show bgp summary',
    'show chassis hardware',
    'show lldp neighbors',
  ],
  linux: ['uname -a', 'ip addr', 'ip route'],
};

function everything(lab: LabShells): string {
  return standardRoster(12)
    .all.flatMap(({ name, platform }) =>
      (showAll[platform] ?? []).map((line) => ask(lab.privileged(name), line)),
    )
    .join('\n');
}

describe('lab: the network', () => {
  it('is the same for the same seed and another for another', () => {
    assert.equal(everything(new LabShells()), everything(new LabShells()));
    assert.notEqual(everything(new LabShells('before', 2)), everything(new LabShells()));
  });

  it('every cable has two ends that name each other', () => {
    const lab = new LabShells();
    let cables = 0;
    for (const device of lab.network.pod(0)) {
      for (const port of device.interfaces.values()) {
        const peer = lab.network.peer(port);
        if (peer === undefined) continue;
        cables += 1;
        assert.equal(lab.network.peer(peer.port)?.port, port);
        assert.equal(port.description, `to ${peer.device.name} ${peer.port.name}`);
      }
    }
    assert.ok(cables >= 2 * (podSize - 1));
  });

  it('no two interfaces of the network share an address', () => {
    const { all } = standardRoster(36);
    const network = new Network(all, { clock: new LabShells().clock, seed: 1, state: 'before' });
    const addresses = all
      .flatMap(({ name }) => [...network.device(name).interfaces.values()])
      .flatMap(({ address }) => address?.ip ?? []);
    assert.equal(new Set(addresses).size, addresses.length);
  });

  it('the change of the lab: an uplink, a BGP session, a VLAN, a route and a version', () => {
    const lab = new LabShells();
    const look = (name: string, line: string): string => ask(lab.privileged(name), line);
    const before = {
      uplink: look('access-1', 'show interfaces status'),
      session: look('edge-1', 'show ip bgp summary'),
      junos: look('mx-1', 'show bgp summary'),
      vlan: look('core-1', 'show vlan'),
      route: look('core-1', 'show ip route'),
      version: look('leaf-1', 'show version'),
    };
    lab.network.setState('after');
    assert.match(before.uplink, /^Te1\/1\/2 .* connected/m);
    assert.match(look('access-1', 'show interfaces status'), /^Te1\/1\/2 .* notconnect/m);
    assert.doesNotMatch(before.session, /Idle/);
    assert.match(look('edge-1', 'show ip bgp summary'), / Idle$/m);
    assert.match(before.junos, /Peers: 5 /);
    assert.match(look('mx-1', 'show bgp summary'), /Peers: 4 /);
    assert.doesNotMatch(before.vlan, /CAMERAS/);
    assert.match(look('core-1', 'show vlan'), /^40 +CAMERAS/m);
    assert.notEqual(look('core-1', 'show ip route'), before.route);
    assert.match(before.version, /4\.30\.4M/);
    assert.match(look('leaf-1', 'show version'), /4\.31\.2F/);
    lab.network.setState('before');
    assert.equal(look('core-1', 'show vlan'), before.vlan);
  });

  it('counters and uptime move with the clock, and counters stand still while a port is down', () => {
    const lab = new LabShells();
    const shell = lab.privileged('access-1');
    const packets = (): number =>
      Number(/(\d+) packets input/.exec(ask(shell, 'show interfaces gi1/0/1'))?.[1]);
    const first = packets();
    assert.equal(packets(), first);
    lab.clock.advance(60_000);
    const second = packets();
    assert.ok(second > first);
    ask(shell, 'configure terminal', 'interface gi1/0/1', 'shutdown', 'end');
    lab.clock.advance(60_000);
    assert.equal(packets(), second);
    const uptime = ask(shell, 'show version | include uptime');
    lab.clock.advance(86_400_000);
    assert.notEqual(ask(shell, 'show version | include uptime'), uptime);
  });

  it('a small lab covers all platforms, a large one repeats the pod', () => {
    const platforms = new Set(standardRoster(5).started.map((entry) => entry.platform));
    assert.equal(platforms.size, 5);
    const { started } = standardRoster(5000);
    assert.equal(started.length, 5000);
    assert.equal(new Set(started.map((entry) => entry.name)).size, 5000);
  });
});
