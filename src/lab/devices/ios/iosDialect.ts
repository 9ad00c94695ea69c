import type { CiscoMode, CiscoTree, Dialect } from '../cisco/dialect.ts';
import { addEnableCommands, addUserCommands, newTree } from '../cisco/execCommands.ts';
import { expandInterfaceName } from '../cisco/interfaceNames.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import {
  addConfigCommands,
  addInterfaceCommands,
  addSectionCommands,
  addVlanCommands,
} from '../cisco/configCommands.ts';
import type { ShellReply } from '../../shell/shell.ts';
import { iosConfiguration } from './iosConfig.ts';
import { addIosShow } from './iosShow.ts';

const pager = ' --More-- ';

const interfaceTypes = [
  'GigabitEthernet',
  'TenGigabitEthernet',
  'FastEthernet',
  'Loopback',
  'Vlan',
  'Port-channel',
];

function modes(): Record<CiscoMode, CiscoTree> {
  return {
    exec: addIosShow(addUserCommands(newTree()), false),
    enable: addSaving(addIosShow(addEnableCommands(newTree()), true)),
    config: addConfigCommands(newTree()),
    'config-if': addInterfaceCommands(newTree()),
    'config-vlan': addVlanCommands(newTree()),
    'config-router': addSectionCommands(newTree()),
    'config-line': addSectionCommands(newTree()),
    'config-acl': addSectionCommands(newTree()),
  };
}

function addSaving(tree: CiscoTree): CiscoTree {
  const save = (session: CiscoSession): ShellReply => {
    session.device.saved = iosConfiguration(session);
    return { text: 'Building configuration...\n[OK]\n' };
  };
  return tree.add('write [memory]', save).add('copy running-config startup-config', (session) => ({
    text: '',
    question: { prompt: 'Destination filename [startup-config]? ', answer: () => save(session) },
  }));
}

/** Cisco IOS and IOS XE. */
export const iosDialect: Dialect = {
  platform: 'cisco_ios',
  style: {
    pager,
    pagerErase: '\b'.repeat(9) + ' '.repeat(8) + '\b'.repeat(9),
    overflow: 'scroll',
    help: true,
  },
  startMode: 'exec',
  // IOS does not take the client's screen over: 24 lines of 80 columns until told otherwise.
  screen: () => ({ length: 24, width: 80 }),
  prompt: (hostname, mode) => {
    if (mode === 'exec') return `${hostname}>`;
    if (mode === 'enable') return `${hostname}#`;
    return `${hostname.slice(0, 20)}(${mode === 'config-acl' ? 'config-ext-nacl' : mode})#`;
  },
  configGreeting: 'Enter configuration commands, one per line.  End with CNTL/Z.\n',
  showInConfig: false,
  trees: modes(),
  invalid: ({ line, prompt, column, atStart }) => {
    if (atStart && !/\s/.test(line.trim()) && !prompt.includes('(')) {
      return '% Bad IP address or host name\n% Unknown command or computer name, or unable to find computer address\n';
    }
    return `${' '.repeat(prompt.length + column)}^\n% Invalid input detected at '^' marker.\n\n`;
  },
  ambiguous: ({ line }) => `% Ambiguous command:  "${line}"\n`,
  incomplete: () => '% Incomplete command.\n\n',
  badSecret: { text: '% Bad secrets\n\n', attempts: 3 },
  interfaceName: (text) => expandInterfaceName(text, interfaceTypes),
};
