import * as vscode from 'vscode';
import type { RunRecord } from '../../api/run.ts';
import { namingDevice } from '../common/namingDevice.ts';
import { commands } from '../manifest/commands.ts';

/** What the notification at the end of a run can do. */
export interface SummaryActions {
  show(): Promise<void>;
  /** Sends what is missing. */
  resume(): Promise<void>;
  /** Sends everything again to the devices that did not end well. */
  retry(): Promise<void>;
}

/** The one notification at the end of a run: how many were fine, why the others were not, and what to do about it. */
export function showSummary(record: RunRecord, actions: SummaryActions): void {
  void summarise(record, actions).catch(() => undefined);
}

async function summarise(record: RunRecord, actions: SummaryActions): Promise<void> {
  const show = vscode.l10n.t('Show');
  const resume = vscode.l10n.t('Resume Run');
  const retry = vscode.l10n.t('Retry Failed');
  const credentials = vscode.l10n.t('Set Credentials…');
  const buttons = [
    show,
    ...(record.status === 'ok' ? [] : [hasRest(record) ? resume : retry]),
    ...(loginRejected(record) ? [credentials] : []),
  ];
  const choice = await notify(record)(`${summaryText(record)}${notesText(record)}`, ...buttons);
  if (choice === show) await actions.show();
  else if (choice === credentials) await vscode.commands.executeCommand(commands.setCredentials.id);
  else if (choice === resume) await actions.resume();
  else if (choice === retry) await actions.retry();
}

function notify(record: RunRecord): (message: string, ...buttons: string[]) => Thenable<string | undefined> {
  if (record.status === 'interrupted') return vscode.window.showErrorMessage;
  const noted = record.results.some(({ notes }) => notes !== undefined);
  return !noted && (record.status === 'ok' || record.status === 'cancelled')
    ? vscode.window.showInformationMessage
    : vscode.window.showWarningMessage;
}

/** Whether some command has no answer yet. One that a device refused has its answer. */
function hasRest(record: RunRecord): boolean {
  return record.results.some(({ commands }) =>
    commands.some(({ status }) => status !== 'ok' && status !== 'rejected'),
  );
}

function summaryText(record: RunRecord): string {
  const { ok, devices, failed, cancelled, refused } = record.totals;
  const title = record.plan.title;
  if (record.status === 'interrupted') {
    return vscode.l10n.t(
      '{0}: the background process ended unexpectedly. {1} of {2} devices were done; everything received is kept.',
      title,
      ok,
      devices,
    );
  }
  if (record.status === 'cancelled') {
    return vscode.l10n.t(
      '{0}: cancelled. {1} of {2} devices were done; their outputs are kept.',
      title,
      ok,
      devices,
    );
  }
  if (record.status === 'ok') {
    return devices === 1
      ? vscode.l10n.t('{0}: fine.', title)
      : vscode.l10n.t('{0}: all {1} devices fine.', title, devices);
  }
  const counts = [vscode.l10n.t('{0}: {1} of {2} devices fine, {3} failed', title, ok, devices, failed)];
  if (cancelled > 0) counts.push(vscode.l10n.t('{0} cancelled', cancelled));
  if (refused > 0) counts.push(vscode.l10n.t('{0} refused', refused));
  return `${counts.join(', ')}. ${firstReason(record)}`;
}

/** What people should know although it is no failure, such as changes that a session discarded, or that the computer slept. */
function notesText(record: RunRecord): string {
  const ofRun = (record.notes ?? []).map(({ message }) => ` ${vscode.l10n.t('Note: {0}', message)}`).join('');
  const noted = record.results.filter(({ notes }) => notes !== undefined);
  const note = noted[0]?.notes?.[0];
  if (note === undefined) return ofRun;
  return noted.length === 1
    ? `${ofRun} ${vscode.l10n.t('Note: {0}', note.message)}`
    : `${ofRun} ${vscode.l10n.t('Notes of {0} devices, the first: {1}', noted.length, note.message)}`;
}

/** The first failure in words, so that the common single cause is told without opening anything. */
function firstReason(record: RunRecord): string {
  for (const result of record.results) {
    if (result.status === 'ok' || result.status === 'refused') continue;
    const bad = result.commands.find((command) => command.error !== undefined);
    const error = result.error ?? bad?.error;
    if (error !== undefined) return namingDevice(result.device, error.message);
  }
  return '';
}

function loginRejected(record: RunRecord): boolean {
  return record.results.some((result) => result.error?.code.startsWith('session.auth') === true);
}
