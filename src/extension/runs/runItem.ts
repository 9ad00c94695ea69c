import * as vscode from 'vscode';
import type { ErrorInfo } from '../../api/diagnostic.ts';
import type { CommandResult, DeviceResult, DeviceStatus } from '../../api/run.ts';
import type { RunSummary } from '../../store/runJson.ts';
import { formatTime } from '../common/formatTime.ts';
import { formatBytes, formatDuration } from '../../core/text/formatUnits.ts';
import { withoutDevice } from '../common/namingDevice.ts';
import { statusIcon, statusText } from '../common/statusIcons.ts';
import { commands } from '../manifest/commands.ts';
import { contextValue, itemFlags } from '../manifest/itemFlags.ts';
import type { RunCounts } from '../run/liveRun.ts';
import type { MoreNode, RunCommandNode, RunDeviceNode, RunNode } from './runNode.ts';

/** Shorter commands show no duration: `0.0 s` says nothing. */
const shownFromMs = 50;

const unfinished: ReadonlySet<DeviceStatus> = new Set(['queued', 'connecting', 'running']);

/** The tree item of a run; `counts` where it is going on. */
export function runItem(node: RunNode, counts: RunCounts | undefined, now: Date): vscode.TreeItem {
  const { summary } = node.entry;
  const status = counts === undefined ? summary.status : 'running';
  const item = new vscode.TreeItem(
    summary.title === '' ? summary.id : summary.title,
    node.isNewest ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
  );
  // A run that is going on is not redrawn as a whole at every step, so it shows no numbers that would be old.
  const outcome = counts === undefined ? outcomeOf(summary) : statusText('running');
  item.id = node.id;
  item.iconPath = statusIcon(status);
  item.description = `${outcome} · ${formatTime(summary.startedAt, now)}`;
  item.contextValue = contextValue(
    itemFlags.run,
    counts === undefined ? undefined : itemFlags.live,
    counts === undefined && summary.status !== 'ok' ? itemFlags.failed : undefined,
  );
  item.accessibilityInformation = {
    label: `${summary.title}, ${formatTime(summary.startedAt, now)}, ${statusText(status)}, ${outcome}`,
  };
  return item;
}

/** The tree item of a device in a run. */
export function runDeviceItem(
  node: RunDeviceNode,
  result: DeviceResult,
  live: boolean,
  runningCommand: string | undefined,
): vscode.TreeItem {
  const item = new vscode.TreeItem(
    result.device,
    result.commands.length === 0
      ? vscode.TreeItemCollapsibleState.None
      : vscode.TreeItemCollapsibleState.Collapsed,
  );
  const reason = reasonOf(result);
  item.id = node.id;
  item.iconPath =
    result.status === 'ok' && result.notes !== undefined
      ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
      : statusIcon(result.status);
  item.description = deviceDescription(result, runningCommand);
  item.contextValue = contextValue(
    itemFlags.runDevice,
    live ? itemFlags.live : undefined,
    live && unfinished.has(result.status) ? itemFlags.unfinished : undefined,
    result.status === 'ok' ? undefined : itemFlags.failed,
    result.error?.code === 'session.old-algorithms' ? itemFlags.oldAlgorithms : undefined,
  );
  item.accessibilityInformation = {
    label: `${result.device}, ${statusText(result.status)}${reason === undefined ? '' : `, ${reason.message}`}`,
  };
  return item;
}

/** The tree item of a command: opens its output. */
export function runCommandItem(node: RunCommandNode, result: CommandResult, live: boolean): vscode.TreeItem {
  const item = new vscode.TreeItem(result.command, vscode.TreeItemCollapsibleState.None);
  const size = result.file === undefined ? undefined : formatBytes(result.bytes);
  const parts = [
    result.status === 'ok' ? undefined : statusText(result.status),
    result.durationMs < shownFromMs ? undefined : formatDuration(result.durationMs),
    size,
    result.messages === undefined ? undefined : vscode.l10n.t('{0} messages', result.messages.count),
  ];
  item.id = node.id;
  item.iconPath = statusIcon(result.status);
  item.description = parts.filter((part) => part !== undefined).join(' · ');
  item.contextValue = contextValue(
    itemFlags.runCommand,
    live ? itemFlags.live : undefined,
    result.messages === undefined ? undefined : itemFlags.hasMessages,
  );
  if (result.file !== undefined) {
    item.command = {
      command: commands.openOutput.id,
      title: vscode.l10n.t('Open Output'),
      arguments: [node],
    };
  }
  item.accessibilityInformation = { label: `${result.command}, ${statusText(result.status)}, ${size ?? ''}` };
  return item;
}

/** The item behind which the rest of a list is. */
export function moreItem(node: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Show more…'), vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { command: commands.showMoreRuns.id, title: vscode.l10n.t('Show More'), arguments: [node] };
  return item;
}

/** The outcome in a few words: what a list has room for. */
function outcomeOf(summary: RunSummary): string {
  const { ok, devices } = summary.totals;
  const fine = ok === devices ? vscode.l10n.t('{0} fine', ok) : vscode.l10n.t('{0} of {1} fine', ok, devices);
  const cutShort = summary.status === 'cancelled' || summary.status === 'interrupted';
  return cutShort ? `${statusText(summary.status)}, ${fine}` : fine;
}

/** How long a run took, in words; undefined where it has no end. */
export function runTook(summary: RunSummary): string | undefined {
  if (summary.finishedAt === undefined) return undefined;
  const milliseconds = Date.parse(summary.finishedAt) - Date.parse(summary.startedAt);
  return Number.isFinite(milliseconds) ? formatDuration(Math.max(0, milliseconds)) : undefined;
}

function deviceDescription(result: DeviceResult, runningCommand: string | undefined): string {
  if (runningCommand !== undefined) return runningCommand;
  if (result.status === 'ok') {
    const bytes = result.commands.reduce((sum, command) => sum + command.bytes, 0);
    const [note] = result.notes ?? [];
    const told = note === undefined ? '' : ` · ${withoutDevice(result.device, note.message)}`;
    return `${formatDuration(result.durationMs)} · ${formatBytes(bytes)}${told}`;
  }
  const reason = reasonOf(result);
  return reason === undefined
    ? statusText(result.status)
    : `${statusText(result.status)}: ${withoutDevice(result.device, reason.message)}`;
}

/** Why a device is not fine: its own error, or that of its first bad command. */
export function reasonOf(result: DeviceResult): ErrorInfo | undefined {
  return result.error ?? result.commands.find((command) => command.error !== undefined)?.error;
}
