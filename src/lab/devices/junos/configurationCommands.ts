import { CommandTree } from '../../shell/commandTree.ts';
import type { ShellReply } from '../../shell/shell.ts';
import { findStatement, statementPath, statementWords, type PathStep } from './configTree.ts';
import type { JunosSession } from './junosSession.ts';
import type { JunosTree } from './operationalCommands.ts';
import { compareConfigs, printBraces, printSet } from './printConfig.ts';

const nothing: ShellReply = { text: '' };

/** What a configuration consists of at its top. */
const topLevel = [
  'apply-groups',
  'chassis',
  'class-of-service',
  'event-options',
  'firewall',
  'forwarding-options',
  'groups',
  'interfaces',
  'policy-options',
  'protocols',
  'routing-instances',
  'routing-options',
  'security',
  'snmp',
  'system',
  'version',
  'vlans',
];

/** The commands of configuration mode. */
export const configurationTree: JunosTree = build(new CommandTree());

function build(tree: JunosTree): JunosTree {
  return leaving(editing(tree))
    .add('show', (session) => showCandidate(session, ''))
    .add('show <path:line>', (session, { path }) => showCandidate(session, path ?? ''))
    .add('commit', (session) => commit(session))
    .add('commit check', () => ({ text: 'configuration check succeeds\n' }))
    .add('commit and-quit', (session) => commitAndQuit(session))
    .add('commit comment <text:line>', (session, { text }) =>
      /\sand-quit$/.test(text ?? '') ? commitAndQuit(session) : commit(session),
    )
    .add('commit confirmed', (session) => commitConfirmed(session, 10))
    .add('commit confirmed <minutes:number>', (session, { minutes }) =>
      commitConfirmed(session, Number(minutes)),
    )
    .add('rollback', (session) => rollback(session, 0))
    .add('rollback <number:number>', (session, { number }) => rollback(session, Number(number)));
}

function editing(tree: JunosTree): JunosTree {
  return tree
    .add('set <statement:line>', (session, { statement }) => {
      const path = fullPath(session, statement ?? '');
      if (!known(path)) return { text: 'syntax error.\n' };
      session.store.edit({ kind: 'set', path });
      return nothing;
    })
    .add('delete <statement:line>', (session, { statement }) => {
      const path = fullPath(session, statement ?? '');
      if (!known(path)) return { text: 'syntax error.\n' };
      const done = session.store.edit({ kind: 'delete', path });
      return { text: done ? '' : 'warning: statement not found\n' };
    })
    .add('edit <path:line>', (session, { path }) => {
      const steps = fullPath(session, path ?? '');
      if (!known(steps)) return { text: 'syntax error.\n' };
      session.level = steps.map((step) => step.text);
      return nothing;
    })
    .add('up', (session) => {
      session.level = session.level.slice(0, -1);
      return nothing;
    })
    .add('top', (session) => {
      session.level = [];
      return nothing;
    });
}

function leaving(tree: JunosTree): JunosTree {
  return tree
    .add('exit|quit', (session) => {
      if (session.level.length === 0) return leave(session);
      session.level = session.level.slice(0, -1);
      return nothing;
    })
    .add('exit configuration-mode', (session) => leave(session));
}

function leave(session: JunosSession): ShellReply {
  const out = (): ShellReply => {
    session.mode = 'operational';
    session.level = [];
    return { text: 'Exiting configuration mode\n' };
  };
  if (!session.store.changed) return out();
  return {
    text: 'The configuration has been changed but not committed\n',
    question: {
      prompt: 'Exit with uncommitted changes? [yes,no] (yes) ',
      answer: (text) => (/^n/i.test(text) ? { text: 'Exit aborted\n' } : out()),
    },
  };
}

function commit(session: JunosSession): ShellReply {
  session.store.commit();
  return { text: 'commit complete\n' };
}

function commitAndQuit(session: JunosSession): ShellReply {
  session.store.commit();
  session.mode = 'operational';
  return { text: 'commit complete\nExiting configuration mode\n' };
}

function commitConfirmed(session: JunosSession, minutes: number): ShellReply {
  session.store.commit(minutes);
  return {
    text: `commit confirmed will be automatically rolled back in ${minutes} minutes unless confirmed\ncommit complete\n\n# commit confirmed will be rolled back in ${minutes} minutes\n`,
  };
}

function rollback(session: JunosSession, number: number): ShellReply {
  return {
    text: session.store.rollback(number) ? 'load complete\n' : 'error: could not find rollback file\n',
  };
}

function showCandidate(session: JunosSession, path: string): string {
  const steps = fullPath(session, path);
  const candidate = session.store.candidate();
  if (session.piped('compare')) return compareConfigs(session.store.committed(), candidate);
  const node = findStatement(candidate, steps);
  if (node === undefined) return '';
  return session.piped('display', 'set')
    ? printSet(
        node,
        steps.map((step) => step.text),
      )
    : printBraces(node);
}

function fullPath(session: JunosSession, statement: string): PathStep[] {
  return statementPath([
    ...session.level.flatMap((text) => statementWords(text)),
    ...statementWords(statement),
  ]);
}

function known(path: readonly PathStep[]): boolean {
  return topLevel.includes(path[0]?.key.split(' ')[0] ?? '');
}
