import type { CiscoTree } from '../cisco/dialect.ts';
import { supportDump } from '../cisco/supportDump.ts';
import { showConfiguration, showRunningInterface } from './eosConfig.ts';
import {
  showInterfaces,
  showInterfacesCounters,
  showInterfacesDescription,
  showInterfacesStatus,
  showIpInterfaceBrief,
} from './eosInterfaces.ts';
import { showBgpSummary, showIpRoute, showOspfNeighbor } from './eosRouting.ts';
import { showIpArp, showLldpNeighbors, showMacTable, showVlan } from './eosSwitching.ts';
import {
  showClock,
  showCooling,
  showEnvironment,
  showInventory,
  showLogging,
  showPower,
  showProcesses,
  showTemperature,
  showVersion,
} from './eosSystem.ts';

/** The show commands of EOS; those about the configuration need privileges. */
export function addEosShow(tree: CiscoTree, privileged: boolean): CiscoTree {
  tree
    .add('show version', showVersion)
    .add(
      'show hostname',
      ({ device }) => `Hostname: ${device.hostname}\nFQDN:     ${device.hostname}.lab.example\n`,
    )
    .add('show interfaces', showInterfaces)
    .add('show interfaces <interface:interface>', showInterfaces)
    .add('show interfaces status', showInterfacesStatus)
    .add('show interfaces description', showInterfacesDescription)
    .add('show interfaces counters', showInterfacesCounters)
    .add('show ip interface brief', showIpInterfaceBrief)
    .add('show vlan [brief]', showVlan)
    .add('show mac address-table', showMacTable)
    .add('show ip arp', showIpArp)
    .add('show arp', showIpArp)
    .add('show lldp neighbors', showLldpNeighbors)
    .add('show ip route', showIpRoute)
    .add('show ip bgp summary', showBgpSummary)
    .add('show ip ospf neighbor', showOspfNeighbor)
    .add('show inventory', showInventory)
    .add('show environment all', showEnvironment)
    .add('show environment temperature', showTemperature)
    .add('show environment cooling', showCooling)
    .add('show environment power', (session) => showPower(session))
    .add('show system environment all', showEnvironment)
    .add('show logging', showLogging)
    .add('show clock', showClock)
    .add('show processes top once', showProcesses)
    .add('show processes', showProcesses)
    .add('show privilege', () => `Current privilege level is ${privileged ? 15 : 1}\n`);
  if (!privileged) return tree;
  return tree
    .add('show running-config', (session) => showConfiguration(session, 'running'))
    .add('show running-config interfaces <interface:interface>', showRunningInterface)
    .add('show startup-config', (session) => showConfiguration(session, 'startup'))
    .add('show tech-support', (session) => ({
      text: supportDump(
        [
          ['show version detail', () => showVersion(session)],
          ['show running-config sanitized', () => showConfiguration(session, 'running')],
          ['show interfaces', () => showInterfaces(session, {})],
          ['show logging', () => showLogging(session)],
        ],
        session.context.supportBytes(),
      ),
      show: true,
    }));
}
