import type { CiscoMode, CiscoTree, Dialect } from '../cisco/dialect.ts';
import { addEnableCommands, addUserCommands, newTree } from '../cisco/execCommands.ts';
import { expandInterfaceName } from '../cisco/interfaceNames.ts';
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
  const section = newTree;
  return {
    exec: addIosShow(addUserCommands(newTree()), false),
    enable: addIosShow(addEnableCommands(newTree()), true),
    config: newTree(),
    'config-if': section(),
    'config-vlan': section(),
    'config-router': section(),
    'config-line': section(),
    'config-acl': section(),
  };
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
  runningConfig: () => '',
};
