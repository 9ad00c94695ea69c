import type { ShellReply } from '../../shell/shell.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import {
  addConfigCommands,
  addInterfaceCommands,
  addSectionCommands,
  addVlanCommands,
} from '../cisco/configCommands.ts';
import type { CiscoTree, Dialect, LineProblem } from '../cisco/dialect.ts';
import { addEnableCommands, newTree } from '../cisco/execCommands.ts';
import { expandInterfaceName } from '../cisco/interfaceNames.ts';
import { nxosConfiguration } from './nxosConfig.ts';
import { addNxosShow } from './nxosShow.ts';

const interfaceTypes = ['Ethernet', 'mgmt', 'loopback', 'Vlan', 'port-channel'];

const section = (): CiscoTree => addSectionCommands(newTree());

const save = (session: CiscoSession): ShellReply => {
  session.device.saved = nxosConfiguration(session);
  return {
    text: '[########################################] 100%\nCopy complete, now saving to disk (please wait)...\nCopy complete.\n',
  };
};

const enableTree = addNxosShow(addEnableCommands(newTree())).add('copy running-config startup-config', save);

const caret = ({ prompt, column }: LineProblem): string => `${' '.repeat(prompt.length + column)}^\n`;

/** Cisco NX-OS: privileged from the start. */
export const nxosDialect: Dialect = {
  platform: 'cisco_nxos',
  style: { pager: '\x1b[7m--More--\x1b[m', pagerErase: '\r\x1b[K', overflow: 'wrap', help: true },
  startMode: 'enable',
  screen: ({ columns, rows }) => ({ length: rows || 24, width: columns || 80 }),
  prompt: (hostname, mode) => {
    if (mode === 'exec') return `${hostname}> `;
    return mode === 'enable' ? `${hostname}# ` : `${hostname}(${mode})# `;
  },
  configGreeting: 'Enter configuration commands, one per line. End with CNTL/Z.\n',
  showInConfig: true,
  trees: {
    exec: enableTree,
    enable: enableTree,
    config: addConfigCommands(newTree()),
    'config-if': addInterfaceCommands(newTree()),
    'config-vlan': addVlanCommands(newTree()),
    'config-router': section(),
    'config-line': section(),
    'config-acl': section(),
  },
  invalid: (problem) => `${caret(problem)}% Invalid command at '^' marker.\n`,
  ambiguous: (problem) => `${caret(problem)}% Ambiguous command at '^' marker.\n`,
  incomplete: (problem) => `${caret(problem)}% Incomplete command at '^' marker.\n`,
  badSecret: { text: '% Bad secrets\n', attempts: 1 },
  interfaceName: (text) => expandInterfaceName(text, interfaceTypes),
};
