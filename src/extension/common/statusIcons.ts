import * as vscode from 'vscode';
import type { CommandStatus, DeviceStatus, RunStatus } from '../../api/run.ts';

/** Any status of a run, a device or a command. */
export type AnyStatus = RunStatus | DeviceStatus | CommandStatus;

const icons: Readonly<Record<AnyStatus, readonly [icon: string, color?: string]>> = {
  queued: ['circle-outline'],
  connecting: ['sync~spin'],
  running: ['sync~spin'],
  ok: ['pass', 'testing.iconPassed'],
  failed: ['error', 'testing.iconFailed'],
  rejected: ['error', 'testing.iconFailed'],
  timeout: ['watch', 'testing.iconFailed'],
  refused: ['circle-slash', 'testing.iconErrored'],
  cancelled: ['stop-circle', 'testing.iconSkipped'],
  skipped: ['debug-step-over', 'testing.iconSkipped'],
  interrupted: ['debug-disconnect', 'testing.iconErrored'],
};

/** The icon of a status. Never the only sign of it: text stands beside it. */
export function statusIcon(status: AnyStatus): vscode.ThemeIcon {
  const [icon, color] = icons[status];
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}

/** A status in words. */
export function statusText(status: AnyStatus): string {
  switch (status) {
    case 'queued':
      return vscode.l10n.t('waiting');
    case 'connecting':
      return vscode.l10n.t('connecting');
    case 'running':
      return vscode.l10n.t('running');
    case 'ok':
      return vscode.l10n.t('fine');
    case 'failed':
      return vscode.l10n.t('failed');
    case 'rejected':
      return vscode.l10n.t('rejected by the device');
    case 'timeout':
      return vscode.l10n.t('timed out');
    case 'refused':
      return vscode.l10n.t('refused');
    case 'cancelled':
      return vscode.l10n.t('cancelled');
    case 'skipped':
      return vscode.l10n.t('not sent');
    case 'interrupted':
      return vscode.l10n.t('interrupted');
  }
}
