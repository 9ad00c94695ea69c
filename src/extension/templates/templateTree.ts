import * as vscode from 'vscode';
import { ContextKey } from '../common/contextKey.ts';
import { Disposable } from '../common/disposable.ts';
import { commands } from '../manifest/commands.ts';
import { itemFlags } from '../manifest/itemFlags.ts';
import type { TemplateFile, TemplateLibrary } from './templateLibrary.ts';

/** A template in the Templates view. */
export interface TemplateNode {
  readonly kind: 'template';
  readonly template: TemplateFile;
}

/** True for what this view hands to commands; arguments of commands can be anything. */
export function isTemplateNode(value: unknown): value is TemplateNode {
  return (value as { kind?: unknown } | null | undefined)?.kind === 'template';
}

/** Data provider of the Templates view. */
export class TemplateTree extends Disposable implements vscode.TreeDataProvider<TemplateNode> {
  readonly #library: TemplateLibrary;
  readonly #state = new ContextKey<'none' | 'some'>('templatesState');
  readonly #changed = this.track(new vscode.EventEmitter<undefined>());

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(library: TemplateLibrary) {
    super();
    this.#library = library;
    this.track(library.onDidChange(() => this.#changed.fire(undefined)));
  }

  async getChildren(node?: TemplateNode): Promise<TemplateNode[]> {
    if (node !== undefined) return [];
    const templates = await this.#library.list();
    this.#state.set(templates.length === 0 ? 'none' : 'some');
    return templates.map((template) => ({ kind: 'template', template }));
  }

  getTreeItem({ template }: TemplateNode): vscode.TreeItem {
    const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
    const below = template.path.slice(0, -template.name.length - 1);
    const item = new vscode.TreeItem(template.name, vscode.TreeItemCollapsibleState.None);
    item.id = template.uri.toString();
    item.resourceUri = template.uri;
    item.description = [several ? template.folder.name : '', below].filter((part) => part !== '').join(' · ');
    item.iconPath = new vscode.ThemeIcon('list-ordered');
    item.contextValue = itemFlags.template;
    item.tooltip = template.path;
    item.command = {
      command: commands.openTemplate.id,
      title: vscode.l10n.t('Open Template'),
      arguments: [{ kind: 'template', template }],
    };
    item.accessibilityInformation = { label: vscode.l10n.t('Command template {0}', template.path) };
    return item;
  }
}
