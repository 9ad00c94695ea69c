import type { CommandMatch } from '../../shell/commandTree.ts';
import type { Shell, ShellReply, TerminalStyle } from '../../shell/shell.ts';
import { isIpv4 } from '../../network/addressPlan.ts';
import type { ShellContext } from '../shellContext.ts';
import { CiscoSession } from './ciscoSession.ts';
import type { CiscoReply, CiscoTree, Dialect } from './dialect.ts';
import { applyFilters, splitFilters } from './filters.ts';

/** The command line of IOS, NX-OS and EOS: modes, abbreviations, error texts, output filters. */
export class CiscoShell implements Shell {
  readonly session: CiscoSession;
  private readonly dialect: Dialect;

  constructor(dialect: Dialect, context: ShellContext) {
    this.dialect = dialect;
    this.session = new CiscoSession(dialect, context);
  }

  get style(): TerminalStyle {
    return this.dialect.style;
  }

  get pageLength(): number {
    return this.session.pageLength;
  }

  get width(): number {
    return this.session.width;
  }

  get controlZ(): string | undefined {
    return this.session.configuring ? 'end' : undefined;
  }

  greeting(): string {
    return this.session.context.motd;
  }

  prompt(): string {
    return this.session.prompt;
  }

  enter(typed: string): ShellReply {
    const line = typed.trimEnd();
    if (line.trim() === '' || line.trimStart().startsWith('!')) return { text: '' };
    const forced = this.session.configuring ? /^\s*do\s+(?=\S)/.exec(line)?.[0] : undefined;
    if (forced !== undefined) return this.execute(line, forced.length, [this.dialect.trees.enable]);
    return this.execute(line, 0, this.trees());
  }

  help(line: string): string {
    const candidates = [...new Set(this.trees().flatMap((tree) => tree.candidates(line, this.read)))];
    if (candidates.length === 0) return this.dialect.invalid(this.problem(line, line.length));
    if (/\S$/.test(line)) return `${candidates.join('  ')}\n`;
    return `${candidates.map((word) => `  ${word}`).join('\n')}\n\n`;
  }

  complete(line: string): string {
    const partial = /\S*$/.exec(line)?.[0] ?? '';
    const candidates = this.trees().flatMap((tree) => tree.candidates(line, this.read));
    const only = candidates[0];
    return partial === '' || candidates.length !== 1 || only === undefined
      ? ''
      : `${only.slice(partial.length)} `;
  }

  /** In a section of the configuration, the commands of the whole configuration are understood too. */
  private trees(): CiscoTree[] {
    const { mode } = this.session;
    const { trees } = this.dialect;
    const own = mode.startsWith('config-') ? [trees[mode], trees.config] : [trees[mode]];
    return this.session.configuring && this.dialect.showInConfig ? [...own, trees.enable] : own;
  }

  private execute(line: string, offset: number, trees: readonly CiscoTree[]): ShellReply {
    const { command, filters } = splitFilters(line.slice(offset));
    let first: CommandMatch<CiscoSession, CiscoReply> | undefined;
    for (const tree of trees) {
      const match = tree.match(command, this.read);
      if (match.kind === 'ok') {
        const reply = match.run(this.session, match.args);
        return this.shape(reply, filters);
      }
      if (first === undefined || rank(match) > rank(first)) first = match;
    }
    return { text: this.complain(first, line, offset) };
  }

  private shape(reply: CiscoReply, filters: readonly string[]): ShellReply {
    const full: ShellReply = typeof reply === 'string' ? { text: reply, show: true } : reply;
    if (filters.length === 0 || full.show !== true) return full;
    const filtered = applyFilters(full.text, filters);
    if (filtered.error !== undefined) return { text: filtered.error };
    return { ...full, text: filtered.text, unpaged: full.unpaged === true || filtered.unpaged };
  }

  private complain(
    match: CommandMatch<CiscoSession, CiscoReply> | undefined,
    line: string,
    offset: number,
  ): string {
    if (match === undefined || match.kind === 'ok') return '';
    const problem = this.problem(line, match.column + offset, match.kind === 'invalid' && match.depth === 0);
    return this.dialect[match.kind](problem);
  }

  private problem(
    line: string,
    column: number,
    atStart = false,
  ): { line: string; prompt: string; column: number; atStart: boolean } {
    return { line, prompt: this.session.prompt, column, atStart };
  }

  private readonly read = (type: string, word: string): string | undefined => {
    if (type === 'interface') {
      const name = this.dialect.interfaceName(word);
      return name !== undefined && this.session.port(name) !== undefined ? name : undefined;
    }
    if (type === 'any-interface') return this.dialect.interfaceName(word);
    if (word.includes(' ')) return undefined;
    if (type === 'number') return /^\d+$/.test(word) ? word : undefined;
    if (type === 'vlan')
      return /^\d+$/.test(word) && Number(word) >= 1 && Number(word) <= 4094 ? word : undefined;
    if (type === 'ip') return isIpv4(word) ? word : undefined;
    if (type === 'prefix')
      return isIpv4(word.replace(/\/\d\d?$/, '')) && word.includes('/') ? word : undefined;
    return word;
  };
}

/** Which of several refusals says most: the one that understood more of the line. */
function rank(match: CommandMatch<CiscoSession, CiscoReply>): number {
  if (match.kind === 'invalid') return match.depth;
  return match.kind === 'ok' ? 0 : 100;
}
