import type { CiscoTree } from '../cisco/dialect.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import { supportDump } from '../cisco/supportDump.ts';
import { iosConfiguration, showRunningConfig, showRunningInterface } from './iosConfig.ts';
import {
  showCounters,
  showInterfaces,
  showInterfacesDescription,
  showInterfacesStatus,
  showIpInterfaceBrief,
} from './iosInterfaces.ts';
import { showBgpSummary, showIpArp, showIpRoute, showOspfNeighbor } from './iosRouting.ts';
import {
  showCdpNeighbors,
  showLldpDetail,
  showLldpNeighbors,
  showMacTable,
  showVlan,
} from './iosSwitching.ts';
import { showClock, showEnvironment, showInventory, showLogging, showProcessesCpu } from './iosSystem.ts';
import { showVersion } from './showVersion.ts';

/** The show commands of IOS; those about the configuration need privileges. */
export function addIosShow(tree: CiscoTree, privileged: boolean): CiscoTree {
  tree
    .add('show version', showVersion)
    .add('show ip interface brief', showIpInterfaceBrief)
    .add('show interfaces', showInterfaces)
    .add('show interfaces <interface:interface>', showInterfaces)
    .add('show interfaces status', showInterfacesStatus)
    .add('show interfaces description', showInterfacesDescription)
    .add('show interfaces counters', showCounters)
    .add('show interfaces <interface:interface> status', (session, { interface: name }) =>
      oneStatus(session, name),
    )
    .add('show vlan', (session) => showVlan(session, false))
    .add('show vlan brief', (session) => showVlan(session, true))
    .add('show vlan id <id:vlan>', (session, { id }) => oneVlan(session, id ?? ''))
    .add('show mac address-table', showMacTable)
    .add('show ip arp', showIpArp)
    .add('show arp', showIpArp)
    .add('show cdp neighbors', showCdpNeighbors)
    .add('show lldp neighbors', showLldpNeighbors)
    .add('show lldp neighbors detail', showLldpDetail)
    .add('show ip route', showIpRoute)
    .add('show ip bgp summary', showBgpSummary)
    .add('show bgp summary', showBgpSummary)
    .add('show ip ospf neighbor', showOspfNeighbor)
    .add('show inventory', showInventory)
    .add('show environment [all]', showEnvironment)
    .add('show logging', showLogging)
    .add('show clock', showClock)
    .add('show processes cpu', showProcessesCpu)
    .add('show privilege', () => `Current privilege level is ${privileged ? 15 : 1}\n`);
  if (!privileged) return tree;
  return tree
    .add('show running-config', showRunningConfig)
    .add('show running-config interface <interface:interface>', showRunningInterface)
    .add(
      'show startup-config',
      (session) => `Using ${startup(session).length} out of 2097152 bytes\n!\n${startup(session)}\n`,
    )
    .add('show tech-support', (session) => ({
      text: supportDump(
        [
          ['show version', () => showVersion(session)],
          ['show running-config', () => showRunningConfig(session)],
          ['show interfaces', () => showInterfaces(session, {})],
          ['show logging', () => showLogging(session)],
          ['show processes cpu', () => showProcessesCpu(session)],
        ],
        session.context.supportBytes(),
      ),
      show: true,
    }));
}

function startup(session: CiscoSession): string {
  return session.device.saved ?? iosConfiguration(session);
}

function oneStatus(session: CiscoSession, name: string | undefined): string {
  const [head = '', title = '', ...lines] = showInterfacesStatus(session).split('\n');
  const short = `${(name ?? '').replace(/^([A-Z][a-z])[A-Za-z-]*/, '$1')} `;
  return `${[head, title, ...lines.filter((line) => line.startsWith(short))].join('\n')}\n`;
}

function oneVlan(session: CiscoSession, id: string): string {
  const [blank = '', title = '', rule = '', ...lines] = showVlan(session, true).split('\n');
  const start = lines.findIndex((line) => line.startsWith(`${id} `));
  if (start < 0) return `VLAN id ${id} not found in current VLAN database\n`;
  const end = lines.findIndex((line, index) => index > start && /^\S/.test(line));
  return `${[blank, title, rule, ...lines.slice(start, end)].join('\n')}\n\n`;
}
