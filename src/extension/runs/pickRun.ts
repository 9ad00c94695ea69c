import * as vscode from 'vscode';
import { formatTime } from '../common/formatTime.ts';
import { statusIcon, statusText } from '../common/statusIcons.ts';
import type { RunEntry } from './runLibrary.ts';

/** Argument of commands that means the newest run. */
export const newestRun = 'newest';

/** Asks for one of these runs. */
export async function pickRun(entries: readonly RunEntry[], title: string): Promise<RunEntry | undefined> {
  const now = new Date();
  const several = new Set(entries.map((entry) => entry.folder.name)).size > 1;
  const items = entries.map((entry) => {
    const { summary, folder } = entry;
    const { ok, devices } = summary.totals;
    return {
      label: summary.title === '' ? summary.id : summary.title,
      description: formatTime(summary.startedAt, now),
      detail: [
        vscode.l10n.t('{0}: {1} of {2} devices fine', statusText(summary.status), ok, devices),
        ...(several ? [folder.name] : []),
      ].join(' · '),
      iconPath: statusIcon(summary.status),
      entry,
    };
  });
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  return picked?.entry;
}
