import * as vscode from 'vscode';
import type { ErrorInfo } from '../../api/diagnostic.ts';
import type { CommandResult, DeviceResult } from '../../api/run.ts';
import { formatBytes, formatDuration } from '../../core/text/formatUnits.ts';
import type { RunSummary } from '../../store/runJson.ts';
import { formatTime } from '../common/formatTime.ts';
import { statusText } from '../common/statusIcons.ts';
import { TooltipBuilder } from '../common/tooltipBuilder.ts';
import type { RunCounts } from '../run/liveRun.ts';
import { reasonOf, runTook } from './runItem.ts';

/** The tooltip of a run; `counts` where it is going on. */
export function runTooltip(
  summary: RunSummary,
  counts: RunCounts | undefined,
  now: Date,
): vscode.MarkdownString {
  const status = counts === undefined ? summary.status : 'running';
  return new TooltipBuilder()
    .title(summary.title)
    .field(vscode.l10n.t('Status'), statusText(status))
    .field(vscode.l10n.t('Devices'), counts === undefined ? countsOf(summary) : progressOf(counts))
    .field(vscode.l10n.t('Started'), formatTime(summary.startedAt, now))
    .field(vscode.l10n.t('Took'), runTook(summary))
    .field(vscode.l10n.t('Commands'), String(summary.totals.commands))
    .field(vscode.l10n.t('Received'), formatBytes(summary.totals.bytes))
    .field(vscode.l10n.t('Continues'), summary.continues)
    .field(vscode.l10n.t('Folder'), `.showrun/runs/${summary.id}`)
    .build();
}

/** The tooltip of a device in a run. */
export function runDeviceTooltip(result: DeviceResult): vscode.MarkdownString {
  const reason = reasonOf(result);
  return new TooltipBuilder()
    .title(result.device)
    .field(vscode.l10n.t('Status'), statusText(result.status))
    .field(vscode.l10n.t('Took'), result.durationMs === 0 ? undefined : formatDuration(result.durationMs))
    .field(vscode.l10n.t('Attempts'), result.attempts > 1 ? String(result.attempts) : undefined)
    .paragraph(reason === undefined ? '' : errorText(reason))
    .paragraph((result.notes ?? []).map(errorText).join('\n\n'))
    .build();
}

/** The tooltip of a command. */
export function runCommandTooltip(result: CommandResult): vscode.MarkdownString {
  return new TooltipBuilder()
    .title(result.command)
    .field(vscode.l10n.t('Status'), statusText(result.status))
    .field(vscode.l10n.t('Took'), formatDuration(result.durationMs))
    .field(vscode.l10n.t('Received'), formatBytes(result.bytes))
    .field(
      vscode.l10n.t('Messages'),
      result.messages === undefined ? undefined : String(result.messages.count),
    )
    .paragraph(result.error === undefined ? '' : errorText(result.error))
    .build();
}

function countsOf(summary: RunSummary): string {
  const { ok, failed, cancelled, refused } = summary.totals;
  const parts = [vscode.l10n.t('{0} fine', ok)];
  if (failed > 0) parts.push(vscode.l10n.t('{0} failed', failed));
  if (cancelled > 0) parts.push(vscode.l10n.t('{0} cancelled', cancelled));
  if (refused > 0) parts.push(vscode.l10n.t('{0} refused', refused));
  return parts.join(', ');
}

function progressOf(counts: RunCounts): string {
  const base = vscode.l10n.t('{0} of {1} done', counts.done, counts.total);
  const parts = [base];
  if (counts.failed > 0) parts.push(vscode.l10n.t('{0} failed', counts.failed));
  if (counts.cancelled > 0) parts.push(vscode.l10n.t('{0} cancelled', counts.cancelled));
  return parts.join(', ');
}

function errorText(error: ErrorInfo): string {
  return error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
}
