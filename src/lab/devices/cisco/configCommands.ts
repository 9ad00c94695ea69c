import { isIpv4, prefixOf } from '../../network/addressPlan.ts';
import type { NetInterface } from '../../network/netDevice.ts';
import type { ShellReply } from '../../shell/shell.ts';
import type { CommandArguments } from '../../shell/commandTree.ts';
import type { CiscoSession } from './ciscoSession.ts';
import type { CiscoMode, CiscoTree } from './dialect.ts';
import { addFreeLine, addSectionLine, dropFreeLines, dropSectionLines } from './freeLines.ts';
import { newInterface } from './newInterface.ts';

/** An empty answer. */
const nothing: ShellReply = { text: '' };

type Change = (session: CiscoSession, args: CommandArguments) => unknown;

/** Makes a silent command of a change. */
function silent(change: Change): (session: CiscoSession, args: CommandArguments) => ShellReply {
  return (session, args) => {
    change(session, args);
    return nothing;
  };
}

/** Lines of the global configuration that are kept as they are. */
const keptLines = [
  'aaa',
  'access-list',
  'alias',
  'banner',
  'cdp',
  'clock',
  'enable',
  'errdisable',
  'feature',
  'ip',
  'ipv6',
  'lldp',
  'logging',
  'policy-map',
  'radius-server',
  'route-map',
  'service',
  'snmp-server',
  'spanning-tree',
  'tacacs-server',
  'username',
  'vrf',
];

/** Lines of an interface that are kept as they are. */
const keptInterfaceLines = [
  'cdp',
  'duplex',
  'ip',
  'ipv6',
  'lldp',
  'load-interval',
  'negotiation',
  'no',
  'power',
  'service-policy',
  'spanning-tree',
  'speed',
  'storm-control',
  'switchport',
  'vrf',
];

/** The global configuration mode. */
export function addConfigCommands(tree: CiscoTree): CiscoTree {
  addLeaving(tree, 'enable');
  tree
    .add(
      'hostname <name>',
      silent((session, { name }) => (session.device.hostname = name ?? '')),
    )
    .add('interface <name:any-interface>', (session, { name }) => openInterface(session, name ?? ''))
    .add(
      'no interface <name:interface>',
      silent((session, { name }) => removeInterface(session, name ?? '')),
    )
    .add(
      'vlan <id:vlan>',
      silent((session, { id }) => openVlan(session, Number(id))),
    )
    .add(
      'no vlan <id:vlan>',
      silent((session, { id }) => {
        session.device.vlans.delete(Number(id));
        session.device.newVlans.delete(Number(id));
      }),
    )
    .add(
      'ntp server <host:line>',
      silent((session, { host }) => {
        const server = host ?? '';
        if (!session.device.ntp.includes(server)) session.device.ntp.push(server);
      }),
    )
    .add(
      'no ntp server <host:line>',
      silent((session, { host }) => {
        session.device.ntp = session.device.ntp.filter((server) => server !== host);
      }),
    )
    .add(
      'router bgp|ospf <id>',
      silent((session, { id }) => openSection(session, 'config-router', `router ${id ?? ''}`)),
    )
    .add(
      'line vty|con|console <numbers:line>',
      silent((session) => openSection(session, 'config-line', 'line')),
    )
    .add(
      'line console',
      silent((session) => openSection(session, 'config-line', 'line')),
    )
    .add(
      'ip route <target:line>',
      silent((session, { target }) => addFreeLine(session.device, `ip route ${target ?? ''}`)),
    );
  for (const kind of ['extended ', 'standard ', '']) {
    tree.add(
      `ip access-list ${kind}<name>`,
      silent((session, { name }) =>
        openSection(session, 'config-acl', `ip access-list ${kind}${name ?? ''}`),
      ),
    );
  }
  for (const word of keptLines) {
    tree.add(
      `${word} <rest:line>`,
      silent((session, { rest }) => addFreeLine(session.device, `${word} ${rest ?? ''}`)),
    );
  }
  return tree.add(
    'no <line:line>',
    silent((session, { line }) => dropFreeLines(session.device, line ?? '')),
  );
}

/** The mode of one interface. */
export function addInterfaceCommands(tree: CiscoTree): CiscoTree {
  const each = (change: (port: NetInterface, args: CommandArguments, session: CiscoSession) => unknown) =>
    silent((session, args) => {
      for (const port of session.ports) change(port, args, session);
    });
  addLeaving(tree, 'config');
  tree
    .add(
      'description <text:line>',
      each((port, { text }) => (port.description = text ?? '')),
    )
    .add(
      'no description',
      each((port) => (port.description = '')),
    )
    .add(
      'shutdown',
      each((port, _args, session) => setEnabled(session, port, false)),
    )
    .add(
      'no shutdown',
      each((port, _args, session) => setEnabled(session, port, true)),
    )
    .add(
      'switchport',
      each((port) => (port.mode = port.mode === 'routed' ? 'access' : port.mode)),
    )
    .add(
      'no switchport',
      each((port) => (port.mode = 'routed')),
    )
    .add(
      'switchport mode access',
      each((port) => (port.mode = 'access')),
    )
    .add(
      'switchport mode trunk',
      each((port) => (port.mode = 'trunk')),
    )
    .add(
      'switchport access vlan <id:vlan>',
      each((port, { id }) => (port.accessVlan = Number(id))),
    )
    .add(
      'no switchport access vlan',
      each((port) => (port.accessVlan = 1)),
    )
    .add(
      'switchport trunk allowed vlan <list:line>',
      each((port, { list }) => (port.trunkVlans = list ?? '')),
    )
    .add(
      'mtu <bytes:number>',
      each((port, { bytes }) => (port.mtu = Number(bytes))),
    )
    .add(
      'ip address <ip:ip> <mask:ip>',
      each((port, { ip, mask }) => setAddress(port, ip ?? '', prefixOf(mask ?? ''))),
    )
    .add(
      'ip address <ip:prefix>',
      each((port, { ip }) => {
        const [address = '', prefix] = (ip ?? '').split('/');
        setAddress(port, address, Number(prefix));
      }),
    )
    .add(
      'no ip address',
      each((port) => delete port.address),
    );
  for (const word of keptInterfaceLines) {
    const kept = each((port, { rest }) => addSectionLine(port.extra, `${word} ${rest ?? ''}`));
    tree.add(`${word} <rest:line>`, kept);
  }
  return tree.add(
    'no <rest:line>',
    each((port, { rest }) => dropSectionLines(port.extra, rest ?? '')),
  );
}

/** The mode of one VLAN. */
export function addVlanCommands(tree: CiscoTree): CiscoTree {
  addLeaving(tree, 'config');
  return tree
    .add(
      'name <name>',
      silent((session, { name }) => {
        for (const id of session.vlanIds) {
          const vlans = session.device.newVlans.has(id) ? session.device.newVlans : session.device.vlans;
          vlans.set(id, name ?? '');
        }
      }),
    )
    .add(
      'no name',
      silent(() => undefined),
    )
    .add(
      'state active|suspend',
      silent(() => undefined),
    );
}

/** Sections whose lines are kept without being understood. */
export function addSectionCommands(tree: CiscoTree): CiscoTree {
  addLeaving(tree, 'config');
  return tree.add(
    '<line:line>',
    silent((session, { line }) => {
      const section = session.device.extra.find((block) => block.line === session.section);
      if (section === undefined) session.device.extra.push({ line: session.section, children: [line ?? ''] });
      else addSectionLine(section.children, line ?? '');
    }),
  );
}

function addLeaving(tree: CiscoTree, outer: CiscoMode): void {
  tree
    .add(
      'exit',
      silent((session) => (session.mode = outer)),
    )
    .add(
      'end',
      silent((session) => (session.mode = 'enable')),
    );
}

function openSection(session: CiscoSession, mode: CiscoMode, line: string): void {
  session.mode = mode;
  session.section = line;
}

function openInterface(session: CiscoSession, name: string): ShellReply {
  let port = session.port(name);
  if (port === undefined) {
    port = newInterface(session, name);
    if (port === undefined)
      return {
        text: session.dialect.invalid({ line: name, prompt: session.prompt, column: 10, atStart: false }),
      };
    session.device.interfaces.set(name, port);
  }
  session.ports = [port];
  session.mode = 'config-if';
  return nothing;
}

function removeInterface(session: CiscoSession, name: string): void {
  if (session.port(name)?.kind === 'loopback' || session.port(name)?.kind === 'vlan')
    session.device.interfaces.delete(name);
}

function openVlan(session: CiscoSession, id: number): void {
  const { vlans } = session.device;
  if (!session.network.vlans(session.device).has(id) && id !== 1)
    vlans.set(id, `VLAN${String(id).padStart(4, '0')}`);
  session.vlanIds = [id];
  session.mode = 'config-vlan';
}

function setEnabled(session: CiscoSession, port: NetInterface, enabled: boolean): void {
  if (port.enabled === enabled) return;
  port.enabled = enabled;
  port.changedAt = session.now;
}

function setAddress(port: NetInterface, ip: string, prefix: number | undefined): void {
  if (isIpv4(ip) && prefix !== undefined && prefix >= 0 && prefix <= 32) port.address = { ip, prefix };
}
