import type { ShellReply } from '../../shell/shell.ts';
import { CommandTree } from '../../shell/commandTree.ts';
import type { CiscoSession } from './ciscoSession.ts';
import type { CiscoTree } from './dialect.ts';

/** An empty answer. */
const nothing: ShellReply = { text: '' };

/** Commands that are there before `enable` already: leaving, and the screen. */
export function addUserCommands(tree: CiscoTree): CiscoTree {
  return tree
    .add('exit|logout|quit', () => ({ text: '', close: true }))
    .add('enable', (session) => enable(session, 1))
    .add('enable <level:number>', (session) => enable(session, 1))
    .add('terminal length <lines:number>', (session, { lines }) => {
      session.pageLength = Number(lines);
      return {
        text: session.dialect.platform === 'arista_eos' && lines === '0' ? 'Pagination disabled.\n' : '',
      };
    })
    .add('terminal width <columns:number>', (session, { columns }) => {
      session.width = Number(columns);
      return {
        text: session.dialect.platform === 'arista_eos' ? `Width set to ${columns ?? ''} columns.\n` : '',
      };
    })
    .add('terminal [no] monitor', () => nothing);
}

/** Commands that need privileges, besides the show commands. */
export function addEnableCommands(tree: CiscoTree): CiscoTree {
  return addUserCommands(tree)
    .add('disable', (session) => {
      session.mode = 'exec';
      return nothing;
    })
    .add('configure terminal', (session) => {
      session.mode = 'config';
      return { text: session.dialect.configGreeting };
    })
    .add('configure', (session) => {
      session.mode = 'config';
      return { text: session.dialect.configGreeting };
    })
    .add('clear counters [<interface:interface>]', clearCounters)
    .add('clear logging', () => confirm('Clear logging buffer [confirm]', nothing))
    .add('reload', () => confirm('Proceed with reload? [confirm]', { text: '', close: true }));
}

/** A new tree with nothing in it, typed for these devices. */
export function newTree(): CiscoTree {
  return new CommandTree();
}

function enable(session: CiscoSession, attempt: number): ShellReply {
  if (session.mode !== 'exec') return nothing;
  const { badSecret } = session.dialect;
  return {
    text: '',
    question: {
      prompt: 'Password: ',
      hidden: true,
      answer: (secret) => {
        if (secret === session.context.enableSecret) {
          session.mode = 'enable';
          return nothing;
        }
        return attempt >= badSecret.attempts ? { text: badSecret.text } : enable(session, attempt + 1);
      },
    },
  };
}

/** A `[confirm]` takes one key: Enter or `y` goes on, anything else does not. */
function confirm(prompt: string, done: ShellReply | (() => ShellReply)): ShellReply {
  return {
    text: '',
    question: {
      prompt,
      key: true,
      answer: (key) => {
        if (key !== '' && key.toLowerCase() !== 'y') return nothing;
        return typeof done === 'function' ? done() : done;
      },
    },
  };
}

function clearCounters(session: CiscoSession, args: Readonly<Record<string, string>>): ShellReply {
  const name = args['interface'];
  const one = name === undefined ? undefined : session.port(name);
  const clear = (): ShellReply => {
    for (const port of one === undefined ? session.device.interfaces.values() : [one])
      port.clearedAt = session.now;
    return nothing;
  };
  if (session.dialect.platform !== 'cisco_ios') return clear();
  const what = one === undefined ? 'all interfaces' : 'this interface';
  return confirm(`Clear "show interface" counters on ${what} [confirm]`, clear);
}
