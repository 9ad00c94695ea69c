import * as vscode from 'vscode';
import type { RunLimits } from '../../api/run.ts';

type LimitName = keyof RunLimits;

/** Asks for another limit of a run; undefined where the person decided otherwise. */
export async function askLimits(limits: RunLimits): Promise<Partial<RunLimits> | undefined> {
  const labels: Record<LimitName, string> = {
    concurrency: vscode.l10n.t('Devices at once'),
    concurrencyPerSite: vscode.l10n.t('Devices at once per site'),
    concurrencyPerJumpHost: vscode.l10n.t('Devices at once per jump host'),
    connectionsPerSecond: vscode.l10n.t('New connections per second'),
  };
  const items = (Object.keys(labels) as LimitName[]).map((name) => ({
    label: labels[name],
    description: String(limits[name] ?? vscode.l10n.t('no limit')),
    name,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Change a limit of this run'),
  });
  if (picked === undefined) return undefined;
  const now = limits[picked.name];
  const typed = await vscode.window.showInputBox({
    title: picked.label,
    prompt: vscode.l10n.t('Counts from now on, for this run alone. What is being worked on is finished.'),
    ...(now === undefined ? {} : { value: String(now) }),
    validateInput: (text) =>
      limitOf(text) === undefined ? vscode.l10n.t('A whole number from 1 to 1000') : undefined,
  });
  const value = typed === undefined ? undefined : limitOf(typed);
  return value === undefined ? undefined : { [picked.name]: value };
}

function limitOf(text: string): number | undefined {
  const value = /^\s*\d{1,4}\s*$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= 1000 ? value : undefined;
}
