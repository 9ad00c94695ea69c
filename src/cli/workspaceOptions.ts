import { resolve } from 'node:path';
import type { Diagnostic } from '../api/diagnostic.ts';
import type { DangerPolicy } from '../core/plan/policy/forbidden.ts';
import { loadWorkspace, unreadable, type Workspace } from '../engine/planning/loadWorkspace.ts';
import type { PlanSource } from '../engine/planning/preparePlan.ts';
import { ShowrunError } from '../core/errors.ts';
import { nodeFileReader } from '../store/nodeFileReader.ts';
import type { CliIo } from './cliIo.ts';
import { usageError, type OptionSpec, type ParsedOptions } from './optionSpec.ts';
import { formatDiagnostic } from './output/formatDiagnostic.ts';

/** Where platforms of one's own come from. */
export const pluginsOption: OptionSpec = {
  name: 'plugins',
  value: 'FOLDER',
  multiple: true,
  help: 'Folder with platform files or plugins of your own; may be given several times.',
};

/** Folders with plugins: the built-in ones, then those that `--plugins` names. */
export function pluginRoots(options: ParsedOptions, builtIn: string): string[] {
  return [builtIn, ...options.list('plugins').map((folder) => resolve(folder).replaceAll('\\', '/'))];
}

/** Options that say which devices. */
export const deviceOptions: readonly OptionSpec[] = [
  {
    name: 'inventory',
    short: 'i',
    value: 'FILE',
    multiple: true,
    help: 'Inventory file (CSV or YAML); may be given several times.',
  },
  {
    name: 'filter',
    value: 'EXPR',
    help: 'Only devices that match, for example "platform:cisco_ios tag:core -site:lab".',
  },
  pluginsOption,
];

/** Options that say what to send, and to which of the devices. */
export const planOptions: readonly OptionSpec[] = [
  ...deviceOptions,
  { name: 'devices', value: 'A,B', help: 'Only these devices, by name.' },
  {
    name: 'template',
    short: 't',
    value: 'FILE',
    help: 'Command template (.cmds) or plain list of commands (.txt).',
  },
  {
    name: 'command',
    short: 'c',
    value: 'LINE',
    multiple: true,
    help: 'A command in place of a template; may be given several times.',
  },
  {
    name: 'set',
    value: 'NAME=VALUE',
    multiple: true,
    help: 'Variable for this run; wins over the inventory and answers a question of the template.',
  },
];

/** For who wants no command to go out that can hurt, whatever a template says. */
export const forbidOption: OptionSpec = {
  name: 'forbid-held',
  help: 'Refuse devices that would get a command which the policy holds back.',
};

/** What happens with such commands. Throws `cli.usage` where they are forbidden and allowed at once. */
export function dangerPolicy(options: ParsedOptions): DangerPolicy {
  if (!options.flag('forbid-held')) return 'confirm';
  if (options.flag('allow-held'))
    throw usageError('--forbid-held and --allow-held cannot be given together.');
  return 'forbid';
}

/** Reads the inventories named by `-i`. Throws `cli.usage` where there is none. */
export async function loadFromOptions(options: ParsedOptions, plugins: string): Promise<Workspace> {
  const inventoryFiles = options.list('inventory');
  if (inventoryFiles.length === 0) throw usageError('An inventory is needed: -i FILE.');
  return await loadWorkspace(nodeFileReader, { inventoryFiles, pluginRoots: pluginRoots(options, plugins) });
}

/** What `-t` or `-c` name. Throws `cli.usage` for none or both, `planning.…` for an unreadable file. */
export async function sourceFromOptions(options: ParsedOptions, io: CliIo): Promise<PlanSource> {
  const path = options.text('template');
  const commands = options.list('command');
  if (path !== undefined && commands.length > 0) throw usageError('-t and -c cannot be given together.');
  if (commands.length > 0) return { kind: 'commands', commands };
  if (path === undefined)
    throw usageError('What should be sent? Give a template (-t FILE) or a command (-c "show version").');
  return { kind: 'template', path, text: await readText(path, io.cwd) };
}

/** Names after `--devices`, without blanks. */
export function namesFromOptions(options: ParsedOptions): string[] | undefined {
  return options
    .text('devices')
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Prints findings on standard error; true where one of them is an error. */
export function printDiagnostics(io: CliIo, diagnostics: readonly Diagnostic[]): boolean {
  for (const finding of diagnostics) io.stderr.write(formatDiagnostic(finding));
  return diagnostics.some((finding) => finding.severity === 'error');
}

async function readText(path: string, cwd: string): Promise<string> {
  const at = { file: path, line: 1, column: 1 };
  let bytes: Uint8Array;
  try {
    bytes = await nodeFileReader.readFile(resolve(cwd, path));
  } catch (error) {
    const { code, message } = unreadable(path, error, 'template file');
    throw new ShowrunError(code, message, { at, cause: error });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ShowrunError('planning.not-utf8', 'The template is not UTF-8 text. Save it as UTF-8.', {
      at,
      cause: error,
    });
  }
}
