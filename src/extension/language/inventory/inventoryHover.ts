import * as vscode from 'vscode';
import type { Device } from '../../../api/device.ts';
import { formatTime } from '../../common/formatTime.ts';
import { TooltipBuilder } from '../../common/tooltipBuilder.ts';
import type { LastResults } from '../../devices/lastResults.ts';
import type { Inventories } from '../../workspace/inventories.ts';
import { inventoryOf } from './inventoryFiles.ts';

/** Hover over a device in an inventory: what it is, and how its last run went. */
export class InventoryHoverProvider implements vscode.HoverProvider {
  readonly #inventories: Inventories;
  readonly #lastResults: LastResults;

  constructor(inventories: Inventories, lastResults: LastResults) {
    this.#inventories = inventories;
    this.#lastResults = lastResults;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const inventory = inventoryOf(this.#inventories, document);
    if (inventory === undefined) return undefined;
    const { workspace, path, folder } = inventory;
    const device = deviceAt(workspace.inventory.devices, path, position.line + 1);
    if (device === undefined) return undefined;
    await this.#lastResults.load();
    const last = this.#lastResults.get(folder, device.name);
    const tooltip = new TooltipBuilder()
      .title(device.name)
      .field(
        vscode.l10n.t('Address'),
        device.port === undefined ? device.host : `${device.host}:${String(device.port)}`,
      )
      .field(vscode.l10n.t('Platform'), workspace.platforms.titles().get(device.platform) ?? device.platform)
      .field(vscode.l10n.t('Site'), device.site)
      .field(vscode.l10n.t('Tags'), device.tags.join(', '))
      .field(vscode.l10n.t('Groups'), device.groups.join(', '));
    if (last === undefined) tooltip.paragraph(vscode.l10n.t('No run yet.'));
    else {
      const { result, run } = last;
      const rejected = result.commands.filter((command) => command.status !== 'ok').length;
      tooltip.field(vscode.l10n.t('Last run'), `${formatTime(run.startedAt, new Date())}: ${result.status}`);
      if (rejected > 0) tooltip.field(vscode.l10n.t('Commands that were not fine'), String(rejected));
      tooltip.field(vscode.l10n.t('Error'), result.error?.message);
    }
    return new vscode.Hover(tooltip.build());
  }
}

/** The device whose record a line is part of: the last one that is declared at or above it. */
function deviceAt(devices: readonly Device[], file: string, line: number): Device | undefined {
  const yaml = /\.ya?ml$/i.test(file);
  let found: Device | undefined;
  for (const device of devices) {
    const at = device.declaredAt;
    if (at.file !== file || at.line > line) continue;
    const last = yaml ? Infinity : (at.endLine ?? at.line);
    if (line <= last && (found === undefined || at.line >= found.declaredAt.line)) found = device;
  }
  return found;
}
