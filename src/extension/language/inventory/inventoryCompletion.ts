import * as vscode from 'vscode';
import { completeCsv, completeYaml } from '../../../core/inventory/services/completeInventory.ts';
import type { Inventories } from '../../workspace/inventories.ts';
import { inventoryOf } from './inventoryFiles.ts';

/** Completion of platforms, tags, groups and other known fields in inventories. */
export class InventoryCompletionProvider implements vscode.CompletionItemProvider {
  readonly #inventories: Inventories;

  constructor(inventories: Inventories) {
    this.#inventories = inventories;
  }

  provideCompletionItems(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
  ): vscode.CompletionItem[] | undefined {
    const inventory = inventoryOf(this.#inventories, document);
    if (inventory === undefined) return undefined;
    const { workspace, path } = inventory;
    const complete = /\.ya?ml$/i.test(path) ? completeYaml : completeCsv;
    const found = complete(document.getText().split(/\r\n|\n|\r/), line, character, {
      devices: workspace.inventory.devices,
      platforms: workspace.platforms.titles(),
    });
    if (found === undefined) return undefined;
    const range = new vscode.Range(line, found.from, line, found.to);
    return found.entries.map(({ label, detail }) => {
      const item = new vscode.CompletionItem({ label, description: detail }, vscode.CompletionItemKind.Value);
      item.range = range;
      return item;
    });
  }
}
