import * as vscode from 'vscode';
import { formatDuration } from '../../core/text/formatUnits.ts';
import { TooltipBuilder } from '../common/tooltipBuilder.ts';
import type { LiveBreaker } from '../run/liveRun.ts';
import type { RunBreakerNode } from './runNode.ts';

/** The tree item of a site or jump host that could not be reached and whose devices wait. */
export function breakerItem({ id, breaker }: RunBreakerNode): vscode.TreeItem {
  const item = new vscode.TreeItem(labelOf(breaker), vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon(
    breaker.state === 'open' ? 'debug-disconnect' : 'debug-start',
    new vscode.ThemeColor('testing.iconErrored'),
  );
  const next = nextStep(breaker);
  const waiting = vscode.l10n.t('{0} wait', breaker.waiting);
  item.description = `${vscode.l10n.t('cannot be reached')} · ${waiting} · ${next}`;
  item.tooltip = tooltipOf(breaker, next);
  item.accessibilityInformation = { label: `${labelOf(breaker)}, ${item.description}` };
  return item;
}

function labelOf({ scope, name }: LiveBreaker): string {
  return scope === 'site' ? vscode.l10n.t('Site {0}', name) : vscode.l10n.t('Jump host {0}', name);
}

function nextStep({ state, probe, retryInMs }: LiveBreaker): string {
  if (state === 'half-open') {
    return probe === undefined
      ? vscode.l10n.t('one device tries again')
      : vscode.l10n.t('{0} tries again', probe);
  }
  return retryInMs === undefined
    ? vscode.l10n.t('waiting')
    : vscode.l10n.t('next try after {0}', formatDuration(retryInMs));
}

function tooltipOf({ failed, error }: LiveBreaker, next: string): vscode.MarkdownString {
  const tooltip = new TooltipBuilder()
    .title(vscode.l10n.t('Too many devices in a row could not be reached'))
    .field(vscode.l10n.t('Now'), next)
    .field(vscode.l10n.t('Not reached'), failed?.join(', '));
  if (error !== undefined) tooltip.paragraph(error.message);
  return tooltip
    .paragraph(vscode.l10n.t('The other devices wait, so that nobody waits for one time-out after another.'))
    .build();
}
