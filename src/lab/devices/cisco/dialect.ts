import type { LabPlatform } from '../../labOptions.ts';
import type { CommandTree } from '../../shell/commandTree.ts';
import type { ShellReply, TerminalStyle } from '../../shell/shell.ts';
import type { CiscoSession } from './ciscoSession.ts';

/** Modes of the Cisco-like command lines; those below `config` are its sections. */
export type CiscoMode =
  'exec' | 'enable' | 'config' | 'config-if' | 'config-vlan' | 'config-router' | 'config-line' | 'config-acl';

/** What a handler gives: text to show, or a whole reply. */
export type CiscoReply = string | ShellReply;

/** The commands of a mode. */
export type CiscoTree = CommandTree<CiscoSession, CiscoReply>;

/** Where a line could not be understood. */
export interface LineProblem {
  readonly line: string;
  readonly prompt: string;
  /** Counts from 0 in the line. */
  readonly column: number;
  /** True while no word of the line was understood. */
  readonly atStart: boolean;
}

/** What tells one Cisco-like command line from another. */
export interface Dialect {
  readonly platform: LabPlatform;
  readonly style: TerminalStyle;
  readonly startMode: 'exec' | 'enable';
  /** Lines and columns of a new session's screen, from what the client announced. */
  screen(size: { columns: number; rows: number }): { length: number; width: number };
  prompt(hostname: string, mode: CiscoMode): string;
  readonly configGreeting: string;
  /** True where show commands work in configuration mode without `do`. */
  readonly showInConfig: boolean;
  readonly trees: Readonly<Record<CiscoMode, CiscoTree>>;
  invalid(problem: LineProblem): string;
  ambiguous(problem: LineProblem): string;
  incomplete(problem: LineProblem): string;
  /** What is said when the enable secret was wrong, and after how many attempts. */
  readonly badSecret: { readonly text: string; readonly attempts: number };
  /** The vendor's full name of an interface, from any way to write it; undefined where it is none. */
  interfaceName(text: string): string | undefined;
}
