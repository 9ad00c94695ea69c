import { CommandTree } from '../../shell/commandTree.ts';
import type { ShellReply } from '../../shell/shell.ts';
import { supportDump } from '../cisco/supportDump.ts';
import { findStatement, statementPath, statementWords } from './configTree.ts';
import type { JunosSession } from './junosSession.ts';
import { showInterfaces, showInterfacesDescriptions, showInterfacesTerse } from './junosInterfaces.ts';
import { showArp, showBgpSummary, showLldpNeighbors, showOspfNeighbor, showRoute } from './junosRouting.ts';
import {
  showChassisEnvironment,
  showChassisHardware,
  showLog,
  showSystemUptime,
  showVersion,
} from './junosSystem.ts';
import { printBraces, printSet } from './printConfig.ts';

/** What a Junos command gives: text to show, or a whole reply. */
export type JunosReply = string | ShellReply;

/** The commands of a Junos mode. */
export type JunosTree = CommandTree<JunosSession, JunosReply>;

/** The operational commands. */
export const operationalTree: JunosTree = settings(shows(new CommandTree()));

function shows(tree: JunosTree): JunosTree {
  return tree
    .add('show version', ({ network, device }) => showVersion(network, device))
    .add('show configuration', (session) => showConfiguration(session, ''))
    .add('show configuration <path:line>', (session, { path }) => showConfiguration(session, path ?? ''))
    .add('show interfaces', ({ network, device }) => showInterfaces(network, device))
    .add('show interfaces terse', ({ network, device }) => showInterfacesTerse(network, device))
    .add('show interfaces descriptions', ({ network, device }) => showInterfacesDescriptions(network, device))
    .add('show interfaces <name:interface>', ({ network, device }, { name }) =>
      showInterfaces(network, device, name),
    )
    .add('show interfaces <name:interface> terse', ({ network, device }, { name }) =>
      oneTerse(showInterfacesTerse(network, device), name ?? ''),
    )
    .add('show bgp summary', ({ network, device }) => showBgpSummary(network, device))
    .add('show lldp neighbors', ({ network, device }) => showLldpNeighbors(network, device))
    .add('show ospf neighbor', ({ network, device }) => showOspfNeighbor(network, device))
    .add('show route', ({ network, device }) => showRoute(network, device))
    .add('show arp', ({ network, device }) => showArp(network, device, true))
    .add('show arp no-resolve', ({ network, device }) => showArp(network, device, false))
    .add('show chassis hardware', ({ device }) => showChassisHardware(device))
    .add('show chassis environment', ({ device }) => showChassisEnvironment(device))
    .add('show system uptime', ({ network, device }) => showSystemUptime(network, device))
    .add('show log messages', ({ network, device }) => showLog(network, device))
    .add('request support information', (session) => support(session));
}

function settings(tree: JunosTree): JunosTree {
  return tree
    .add('set cli screen-length <lines:number>', (session, { lines }) => {
      session.screenLength = Number(lines);
      return { text: `Screen length set to ${lines ?? ''}\n` };
    })
    .add('set cli screen-width <columns:number>', (session, { columns }) => {
      session.screenWidth = Number(columns);
      return { text: `Screen width set to ${columns ?? ''}\n` };
    })
    .add('set cli complete-on-space on|off', (session) => {
      session.completesOnSpace = !session.completesOnSpace;
      return { text: `${session.completesOnSpace ? 'Enabling' : 'Disabling'} complete-on-space\n` };
    })
    .add('configure exclusive', (session) => {
      // Nobody gets the candidate alone while it has changes of others.
      if (session.store.changed) return { text: 'error: configuration database modified\n' };
      session.mode = 'configuration';
      session.level = [];
      return {
        text: 'warning: uncommitted changes will be discarded on exit\nEntering configuration mode\n',
      };
    })
    .add('configure [private]', (session) => {
      session.mode = 'configuration';
      session.level = [];
      const pending = session.store.changed ? 'The configuration has been changed but not committed\n' : '';
      return { text: `Entering configuration mode\n${pending}` };
    })
    .add('clear interfaces statistics all', (session) => {
      for (const port of session.device.interfaces.values()) port.clearedAt = session.network.clock.now();
      return { text: '' };
    })
    .add('request system reboot', () => ({
      text: '',
      question: {
        prompt: 'Reboot the system ? [yes,no] (no) ',
        answer: (text) =>
          text === 'yes' ? { text: '\n*** FINAL System shutdown message ***\n', close: true } : { text: '' },
      },
    }))
    .add('start shell', (session) => {
      session.mode = 'shell';
      return { text: '' };
    })
    .add('exit|quit', () => ({ text: '', close: true }));
}

function showConfiguration(session: JunosSession, path: string): string {
  const steps = statementPath(statementWords(path));
  const node = findStatement(session.store.committed(), steps);
  if (node === undefined) return '';
  if (session.piped('display', 'set'))
    return printSet(
      node,
      steps.map((step) => step.text),
    );
  const changed = new Date(session.network.lastChange).toISOString();
  const header =
    path === ''
      ? `## Last commit: ${changed.slice(0, 10)} ${changed.slice(11, 19)} UTC by ${session.context.username}\n`
      : '';
  return header + printBraces(node);
}

function oneTerse(text: string, name: string): string {
  const [header = '', ...lines] = text.split('\n');
  return `${[header, ...lines.filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}.`))].join('\n')}\n`;
}

function support(session: JunosSession): ShellReply {
  const { network, device } = session;
  const sections = [
    ['show version', () => showVersion(network, device)],
    ['show configuration', () => showConfiguration(session, '')],
    ['show interfaces', () => showInterfaces(network, device)],
    ['show log messages', () => showLog(network, device)],
  ] as const;
  return { text: supportDump(sections, session.context.supportBytes()), show: true };
}
