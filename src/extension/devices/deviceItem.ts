import * as vscode from 'vscode';
import type { Device } from '../../api/device.ts';
import { formatTime } from '../common/formatTime.ts';
import { statusIcon, statusText } from '../common/statusIcons.ts';
import { TooltipBuilder } from '../common/tooltipBuilder.ts';
import { contextValue, itemFlags } from '../manifest/itemFlags.ts';
import type { DeviceNode, FolderNode, GroupNode } from './deviceNode.ts';
import type { LastResult } from './lastResults.ts';

/** Groups with more devices than this are collapsed at first. */
const expandedUpTo = 50;

/** The tree item of a device: name, address, tick, and the outcome of its last run. */
export function deviceItem(node: DeviceNode, ticked: boolean, last: LastResult | undefined): vscode.TreeItem {
  const { device } = node.ref;
  const item = new vscode.TreeItem(device.name, vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.description =
    device.port === undefined || device.port === 22 ? device.host : `${device.host}:${device.port}`;
  item.checkboxState = checkbox(ticked, device.name);
  item.iconPath = last === undefined ? new vscode.ThemeIcon('vm') : statusIcon(last.result.status);
  item.contextValue = contextValue(itemFlags.device, outputsOf(last) > 0 ? itemFlags.hasOutput : undefined);
  const outcome =
    last === undefined
      ? vscode.l10n.t('not run yet')
      : vscode.l10n.t('last run {0}', statusText(last.result.status));
  item.accessibilityInformation = {
    label: `${device.name}, ${device.host}, ${device.platform}, ${outcome}`,
  };
  return item;
}

/** The tooltip of a device; built when it is shown. */
export function deviceTooltip(
  device: Device,
  last: LastResult | undefined,
  now: Date,
): vscode.MarkdownString {
  const tooltip = new TooltipBuilder().title(device.name);
  if (last === undefined) tooltip.paragraph(vscode.l10n.t('Not run yet.'));
  else {
    const { result, run } = last;
    tooltip.field(
      vscode.l10n.t('Last run'),
      `${statusText(result.status)}, ${formatTime(run.startedAt, now)}`,
    );
    const reason = result.error ?? result.commands.find((command) => command.error !== undefined)?.error;
    if (reason !== undefined)
      tooltip.paragraph(`${reason.message}${reason.hint === undefined ? '' : ` ${reason.hint}`}`);
  }
  tooltip
    .field(
      vscode.l10n.t('Address'),
      device.port === undefined ? device.host : `${device.host}:${device.port}`,
    )
    .field(vscode.l10n.t('Platform'), device.platform)
    .field(vscode.l10n.t('Site'), device.site)
    .field(vscode.l10n.t('Role'), device.role)
    .field(vscode.l10n.t('Tags'), device.tags.join(', '))
    .field(vscode.l10n.t('Groups'), device.groups.join(', '))
    .field(vscode.l10n.t('User'), device.username)
    .field(vscode.l10n.t('Credential'), device.credential)
    .field(vscode.l10n.t('Jump host'), device.jumpHost)
    .field(vscode.l10n.t('Declared in'), `${device.declaredAt.file}:${device.declaredAt.line}`);
  return tooltip.build();
}

/** The tree item of a group or a workspace folder. Its tick stands for all devices shown in it. */
export function groupItem(
  node: GroupNode | FolderNode,
  ticked: number,
  unreachable: boolean,
): vscode.TreeItem {
  const total = node.refs.length;
  const label = node.kind === 'group' ? node.label : node.folder.name;
  const item = new vscode.TreeItem(
    label,
    node.kind === 'folder' || total <= expandedUpTo
      ? vscode.TreeItemCollapsibleState.Expanded
      : vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = node.id;
  const count = ticked === 0 ? String(total) : vscode.l10n.t('{0} of {1} ticked', ticked, total);
  item.description = unreachable ? `${vscode.l10n.t('cannot be reached')} · ${count}` : count;
  if (unreachable) {
    item.iconPath = new vscode.ThemeIcon('debug-disconnect', new vscode.ThemeColor('testing.iconErrored'));
  }
  item.checkboxState = checkbox(ticked === total && total > 0, label);
  item.contextValue = itemFlags.deviceGroup;
  item.tooltip = vscode.l10n.t('{0}: {1} devices, {2} ticked', label, total, ticked);
  item.accessibilityInformation = {
    label: unreachable ? `${item.tooltip}, ${vscode.l10n.t('cannot be reached')}` : item.tooltip,
  };
  return item;
}

function checkbox(ticked: boolean, name: string): vscode.TreeItem['checkboxState'] {
  return {
    state: ticked ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
    tooltip: ticked ? vscode.l10n.t('Untick {0}', name) : vscode.l10n.t('Tick {0} for the next run', name),
  };
}

function outputsOf(last: LastResult | undefined): number {
  return last?.result.commands.filter((command) => command.file !== undefined).length ?? 0;
}
