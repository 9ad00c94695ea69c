import * as vscode from 'vscode';
import type { RunEvent } from '../../api/run.ts';
import { Throttler } from '../common/throttler.ts';
import type { RunCounts } from './liveRun.ts';
import type { ActiveRun } from './liveRuns.ts';

/** How often the notification changes, in milliseconds: faster cannot be read. */
const updateMs = 200;

/** Shows counts of a run in a notification with a cancel button, until the run has ended. */
export function showProgress(active: ActiveRun): void {
  const { run, live } = active;
  void vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: live.plan.title, cancellable: true },
    async (progress, token) => {
      let reported = 0;
      let latest = '';
      const report = (): void => {
        const counts = live.counts();
        const increment = counts.total === 0 ? 0 : ((counts.done - reported) / counts.total) * 100;
        reported = counts.done;
        progress.report({ increment, message: messageOf(counts, latest, token.isCancellationRequested) });
      };
      const throttler = new Throttler(updateMs, report);
      const stopListening = run.onEvent((event) => {
        latest = latestOf(event, active) ?? latest;
        throttler.trigger();
      });
      token.onCancellationRequested(() => {
        run.cancel();
        report();
      });
      report();
      await run.finished;
      stopListening();
      throttler.dispose();
    },
  );
}

/** The last thing that happened, as `core-1: show version`. */
function latestOf(event: RunEvent, active: ActiveRun): string | undefined {
  if (event.type === 'command-started') {
    const command = active.live.runningCommand(event.device);
    return command === undefined ? undefined : `${event.device}: ${command}`;
  }
  if (event.type === 'device-retry') {
    return vscode.l10n.t('{0}: trying again ({1})', event.device, event.error.message);
  }
  return undefined;
}

function messageOf(counts: RunCounts, latest: string, cancelling: boolean): string {
  const parts = [vscode.l10n.t('{0} of {1} devices', counts.done, counts.total)];
  if (counts.failed > 0) parts.push(vscode.l10n.t('{0} failed', counts.failed));
  if (counts.cancelled > 0) parts.push(vscode.l10n.t('{0} cancelled', counts.cancelled));
  if (cancelling) parts.push(vscode.l10n.t('cancelling…'));
  else if (latest !== '') parts.push(latest);
  return parts.join(' · ');
}
