import type { VariableValue } from '../../api/device.ts';
import type { Diagnostic, SourcePosition } from '../../api/diagnostic.ts';
import type { CommandMode } from '../../api/template.ts';
import type { TemplateTree } from './syntax/nodes.ts';
import type { LineMap } from './syntax/lineMap.ts';
import type { Token } from './syntax/token.ts';

/** A template file as it was read. */
export interface TemplateSource {
  /** As the user gave it, workspace-relative where there is a workspace; ending in `.txt`: a plain list of commands. */
  readonly path: string;
  readonly text: string;
}

/**
 * Where `{% include %}` and `{% import %}` get their files from. Paths are `/`-separated and already cleaned: never
 * absolute unless the first template's path was, and never above the workspace. The implementation must still
 * refuse what a symbolic link would lead out of the workspace.
 */
export interface TemplateLoader {
  /** The text of a template, or undefined where there is no such file. Asked once per path and loader. */
  load(path: string): string | undefined;
}

/** A value that is asked from the user once per run: `# @ask ticket "Change number"`. */
export interface TemplateAsk {
  readonly name: string;
  readonly question: string;
  readonly at: SourcePosition;
}

/** What `# @name value` lines say, for the file or for one block. A block takes over what it does not say itself. */
export interface Directives {
  /** Filter expression (docs/filters.md); devices that do not match get nothing of this file or block. */
  readonly filter?: { readonly text: string; readonly at: SourcePosition };
  /** Platform names as written; other platforms get nothing of this file or block. */
  readonly platforms?: readonly { readonly name: string; readonly at: SourcePosition }[];
  /** Seconds. */
  readonly timeout?: number;
  readonly mode?: CommandMode;
  readonly onError?: 'continue' | 'stop';
  readonly parse?: string;
  readonly confirm?: boolean;
  /** How many commands may run at the same time on one device; 1 is one after another. */
  readonly parallel?: { readonly sessions: number; readonly at: SourcePosition };
}

/** A part of a template: from a `### Title` line to the next one. Several tasks can live in one file like this. */
export interface TemplateBlock {
  readonly title: string;
  /** The heading line. */
  readonly at: SourcePosition;
  /** What this block says itself, without what it takes over from the file. */
  readonly directives: Directives;
}

/** A parsed template: one tree for rendering, diagnostics, completion, folding, outline and formatting. */
export interface CommandTemplate {
  readonly path: string;
  readonly text: string;
  /** `list`: a plain list without variables. */
  readonly kind: 'cmds' | 'list';
  /** Findings about the text. Nothing is rendered while one of them is an error. */
  readonly diagnostics: readonly Diagnostic[];
  /** Directives of the file. */
  readonly directives: Directives;
  readonly blocks: readonly TemplateBlock[];
  /** Values to ask before rendering; they come back through `RenderOptions.answers`. */
  readonly asks: readonly TemplateAsk[];
  readonly tree: TemplateTree;
  /** Every character of the file, in order. Empty for a list. */
  readonly tokens: readonly Token[];
  readonly lines: LineMap;
}

/** What a rendering may take from outside the template and the device. */
export interface RenderOptions {
  /** Where includes come from; without it they are an error. */
  readonly loader?: TemplateLoader;
  /** Variables set for this run (`--set name=value`); they win over the inventory. */
  readonly variables?: ReadonlyMap<string, VariableValue>;
  /** Answers to `CommandTemplate.asks`, by name. */
  readonly answers?: ReadonlyMap<string, string>;
  /** The platform id for a name of a `@platform` directive; names are compared as they are where it is absent. */
  readonly resolvePlatform?: (name: string) => string | undefined;
  /** Render this block of `CommandTemplate.blocks` alone (its index). */
  readonly block?: number;
}
