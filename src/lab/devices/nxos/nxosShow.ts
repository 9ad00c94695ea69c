import type { CiscoTree } from '../cisco/dialect.ts';
import { supportDump } from '../cisco/supportDump.ts';
import { nxosConfiguration, showConfiguration, showRunningInterface } from './nxosConfig.ts';
import {
  showInterface,
  showInterfaceBrief,
  showInterfaceCounters,
  showInterfaceDescription,
  showInterfaceStatus,
  showIpInterfaceBrief,
} from './nxosInterfaces.ts';
import { showBgpSummary, showIpRoute, showOspfNeighbors } from './nxosRouting.ts';
import { showCdpNeighbors, showIpArp, showLldpNeighbors, showMacTable, showVlan } from './nxosSwitching.ts';
import {
  showClock,
  showEnvironment,
  showInventory,
  showLogging,
  showProcessesCpu,
  showVersion,
} from './nxosSystem.ts';

/** The show commands of NX-OS. */
export function addNxosShow(tree: CiscoTree): CiscoTree {
  return tree
    .add('show version', showVersion)
    .add('show hostname', (session) => `${session.device.hostname} \n`)
    .add('show running-config', (session) => showConfiguration(session, 'running'))
    .add('show running-config interface <interface:interface>', showRunningInterface)
    .add('show startup-config', (session) => showConfiguration(session, 'startup'))
    .add('show interface', showInterface)
    .add('show interface <interface:interface>', showInterface)
    .add('show interface brief', showInterfaceBrief)
    .add('show interface status', showInterfaceStatus)
    .add('show interface description', showInterfaceDescription)
    .add('show interface counters', showInterfaceCounters)
    .add('show ip interface brief', showIpInterfaceBrief)
    .add('show vlan', (session) => showVlan(session, false))
    .add('show vlan brief', (session) => showVlan(session, true))
    .add('show mac address-table', showMacTable)
    .add('show ip arp', showIpArp)
    .add('show cdp neighbors', showCdpNeighbors)
    .add('show lldp neighbors', showLldpNeighbors)
    .add('show ip route', showIpRoute)
    .add('show ip bgp summary', showBgpSummary)
    .add('show bgp ipv4 unicast summary', showBgpSummary)
    .add('show ip ospf neighbors', showOspfNeighbors)
    .add('show inventory', showInventory)
    .add('show environment', showEnvironment)
    .add('show logging', showLogging)
    .add('show logging logfile', showLogging)
    .add('show clock', showClock)
    .add('show processes cpu', showProcessesCpu)
    .add('show tech-support', (session) => ({
      text: supportDump(
        [
          ['show version', () => showVersion(session)],
          ['show running-config', () => nxosConfiguration(session)],
          ['show interface', () => showInterface(session, {})],
          ['show logging logfile', () => showLogging(session)],
        ],
        session.context.supportBytes(),
      ),
      show: true,
    }));
}
