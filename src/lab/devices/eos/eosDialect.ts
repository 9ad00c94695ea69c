import type { ShellReply } from '../../shell/shell.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import {
  addConfigCommands,
  addInterfaceCommands,
  addSectionCommands,
  addVlanCommands,
} from '../cisco/configCommands.ts';
import type { CiscoTree, Dialect, LineProblem } from '../cisco/dialect.ts';
import { addEnableCommands, addUserCommands, newTree } from '../cisco/execCommands.ts';
import { expandInterfaceName } from '../cisco/interfaceNames.ts';
import { eosConfiguration } from './eosConfig.ts';
import { addEosShow } from './eosShow.ts';

const interfaceTypes = ['Ethernet', 'Loopback', 'Management', 'Vlan', 'Port-Channel'];

const section = (): CiscoTree => addSectionCommands(newTree());

const save = (session: CiscoSession): ShellReply => {
  session.device.saved = eosConfiguration(session);
  return { text: 'Copy completed successfully.\n' };
};

const enableTree = addEosShow(addEnableCommands(newTree()), true)
  .add('copy running-config startup-config', save)
  .add('write [memory]', save);

/** EOS names the word that it did not understand, counted from 0. */
function token({ line, column }: LineProblem): string {
  const before = line
    .slice(0, column + 1)
    .split(/\s+/)
    .filter(Boolean);
  const index = Math.max(0, before.length - 1);
  return `(at token ${index}: '${line.split(/\s+/).filter(Boolean)[index] ?? ''}')`;
}

/** Arista EOS. */
export const eosDialect: Dialect = {
  platform: 'arista_eos',
  style: { pager: '\x1b[7m --More-- \x1b[27m', pagerErase: '\r\x1b[K', overflow: 'wrap', help: true },
  startMode: 'exec',
  screen: ({ columns, rows }) => ({ length: rows || 24, width: columns || 80 }),
  prompt: (hostname, mode) => {
    if (mode === 'exec') return `${hostname}>`;
    return mode === 'enable' ? `${hostname}#` : `${hostname}(${mode})#`;
  },
  configGreeting: '',
  showInConfig: true,
  trees: {
    exec: addEosShow(addUserCommands(newTree()), false),
    enable: enableTree,
    config: addConfigCommands(newTree()),
    'config-if': addInterfaceCommands(newTree()),
    'config-vlan': addVlanCommands(newTree()),
    'config-router': section(),
    'config-line': section(),
    'config-acl': section(),
  },
  invalid: (problem) => `% Invalid input ${token(problem)}\n`,
  ambiguous: (problem) => `% Ambiguous command ${token(problem)}\n`,
  incomplete: () => '% Incomplete command\n',
  badSecret: { text: '% Bad secrets\n\n', attempts: 3 },
  interfaceName: (text) => expandInterfaceName(text, interfaceTypes),
};
