import type { CommandMatch } from '../../shell/commandTree.ts';
import type { Shell, ShellReply, TerminalStyle } from '../../shell/shell.ts';
import type { ShellContext } from '../shellContext.ts';
import { configurationTree } from './configurationCommands.ts';
import { applyPipes, splitPipes } from './junosFilters.ts';
import { JunosSession } from './junosSession.ts';
import { operationalTree, type JunosReply, type JunosTree } from './operationalCommands.ts';

const style: TerminalStyle = {
  pager: '---(more)---',
  pagerErase: `\r${' '.repeat(40)}\r`,
  overflow: 'wrap',
  help: true,
};

/** The command line of Junos: operational mode, configuration mode with a candidate, and a little of the shell below. */
export class JunosShell implements Shell {
  readonly session: JunosSession;
  readonly style = style;

  constructor(context: ShellContext) {
    this.session = new JunosSession(context);
  }

  get pageLength(): number {
    return this.session.screenLength;
  }

  get width(): number {
    return this.session.screenWidth;
  }

  get completesOnSpace(): boolean {
    return this.session.completesOnSpace && this.session.mode !== 'shell';
  }

  get controlD(): string {
    return 'exit';
  }

  greeting(): string {
    const { network, device } = this.session;
    return `${this.session.context.motd}--- JUNOS ${network.version(device)} Kernel 64-bit  JNPR-12.1-20230119\n`;
  }

  prompt(): string {
    const { mode, user, level } = this.session;
    if (mode === 'shell') return '% ';
    if (mode === 'operational') return `${user}> `;
    return `\n[${['edit', ...level].join(' ')}]\n${user}# `;
  }

  enter(typed: string): ShellReply {
    const line = typed.trim();
    if (line === '') return { text: '' };
    if (this.session.mode === 'shell') return this.shellLine(line);
    const { command, pipes } = splitPipes(line);
    this.session.pipes = pipes;
    const run = /^run\s+/.exec(command)?.[0];
    if (this.session.mode === 'configuration' && run !== undefined) {
      return this.execute(operationalTree, command.slice(run.length), typed, run.length);
    }
    return this.execute(this.tree(), command, typed, 0);
  }

  help(line: string): string {
    const candidates = this.tree().candidates(line, this.read);
    if (candidates.length === 0) return 'No valid completions\n';
    return `Possible completions:\n${candidates.map((word) => `  ${word}`).join('\n')}\n`;
  }

  complete(line: string): string {
    const partial = /\S*$/.exec(line)?.[0] ?? '';
    const candidates = this.tree().candidates(line, this.read);
    const only = candidates[0];
    return partial === '' || candidates.length !== 1 || only === undefined
      ? ''
      : `${only.slice(partial.length)} `;
  }

  private tree(): JunosTree {
    return this.session.mode === 'configuration' ? configurationTree : operationalTree;
  }

  private execute(tree: JunosTree, command: string, typed: string, offset: number): ShellReply {
    const match = tree.match(command, this.read);
    if (match.kind !== 'ok') return { text: this.complain(match, typed, offset) };
    const reply = match.run(this.session, match.args);
    if (typeof reply !== 'string' && (reply.show !== true || typeof reply.text !== 'string')) return reply;
    const text = typeof reply === 'string' ? reply : (reply.text as string);
    const filtered = applyPipes(text, this.session.pipes);
    if (filtered.error !== undefined) return { text: filtered.error };
    // Operational commands leave a line free before the prompt; in configuration mode the prompt itself does.
    const gap = this.session.mode === 'operational' ? '\n' : '';
    return { text: filtered.text + gap, show: true, unpaged: filtered.unpaged };
  }

  private complain(
    match: Exclude<CommandMatch<JunosSession, JunosReply>, { kind: 'ok' }>,
    typed: string,
    offset: number,
  ): string {
    const prompt = this.prompt();
    const start = prompt.length - prompt.lastIndexOf('\n') - 1;
    const caret = `${' '.repeat(start + match.column + offset + typed.search(/\S/))}^\n`;
    if (match.kind === 'ambiguous') {
      const list = match.candidates.map((word) => `  ${word}`).join('\n');
      return `${caret}'${match.word}' is ambiguous.\nPossible completions:\n${list}\n`;
    }
    if (match.kind === 'invalid' && match.depth === 0) return `${caret}unknown command.\n`;
    return `${caret}syntax error, expecting <command>.\n`;
  }

  private shellLine(line: string): ShellReply {
    if (line === 'exit' || line === 'cli') {
      this.session.mode = 'operational';
      return { text: '' };
    }
    if (line === 'uname -a')
      return { text: `FreeBSD ${this.session.device.hostname} JNPR-12.1-20230119 amd64\n`, show: true };
    return { text: `${line.split(' ')[0] ?? ''}: Command not found.\n` };
  }

  private readonly read = (type: string, word: string): string | undefined => {
    if (word.includes(' ')) return undefined;
    if (type === 'number') return /^\d+$/.test(word) ? word : undefined;
    if (type === 'interface')
      return this.session.device.interfaces.has(word.replace(/\.0$/, ''))
        ? word.replace(/\.0$/, '')
        : undefined;
    return word;
  };
}
