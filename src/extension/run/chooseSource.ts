import * as vscode from 'vscode';
import { ShowrunError } from '../../core/errors.ts';
import { isTemplateNode } from '../templates/templateTree.ts';
import type { TemplateLibrary } from '../templates/templateLibrary.ts';
import type { RunSource } from './runTarget.ts';

const lastTemplateKey = 'run.lastTemplate';
const lastCommandKey = 'run.lastCommand';

/** The template that a command was called on: a tree item, a file in the explorer, an editor. */
export function sourceFromArgument(argument: unknown): RunSource | undefined {
  if (isTemplateNode(argument)) return { kind: 'template', uri: argument.template.uri };
  return argument instanceof vscode.Uri ? { kind: 'template', uri: argument } : undefined;
}

/** Asks for a template; the one used last comes first. Throws `extension.no-templates` where the workspace has none. */
export async function askTemplate(
  library: TemplateLibrary,
  state: vscode.Memento,
  title: string,
): Promise<RunSource | undefined> {
  const templates = await library.list();
  if (templates.length === 0) {
    throw new ShowrunError(
      'extension.no-templates',
      vscode.l10n.t('This workspace has no command template.'),
      {
        hint: vscode.l10n.t(
          'Create one with “Showrun: New Template…”, or send a single line with “Showrun: Run One Command…”.',
        ),
      },
    );
  }
  const last = state.get<string>(lastTemplateKey);
  const several = new Set(templates.map((each) => each.folder.uri.toString())).size > 1;
  const items = templates.map((template) => ({
    label: template.name,
    description: [several ? template.folder.name : '', template.path.slice(0, -template.name.length - 1)]
      .filter((part) => part !== '')
      .join(' · '),
    iconPath: new vscode.ThemeIcon('list-ordered'),
    uri: template.uri,
  }));
  const isLast = (item: { uri: vscode.Uri }): boolean => item.uri.toString() === last;
  items.sort((left, right) => Number(isLast(right)) - Number(isLast(left)));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Command template'),
    matchOnDescription: true,
  });
  if (picked === undefined) return undefined;
  void state.update(lastTemplateKey, picked.uri.toString());
  return { kind: 'template', uri: picked.uri };
}

/** Asks for one line to send; offers the one sent last. */
export async function askCommand(state: vscode.Memento, title: string): Promise<RunSource | undefined> {
  const last = state.get<string>(lastCommandKey) ?? 'show version';
  const text = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t(
      'One command. Variables of the inventory go in double braces: show interfaces {{ uplink }}',
    ),
    value: last,
    valueSelection: [0, last.length],
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('Type a command.') : undefined),
  });
  if (text === undefined) return undefined;
  void state.update(lastCommandKey, text.trim());
  return { kind: 'commands', commands: [text.trim()] };
}
