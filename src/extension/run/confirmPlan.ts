import * as vscode from 'vscode';
import { namingDevice } from '../common/namingDevice.ts';
import type { HeldCommand, Plan, RefusedDevice } from '../../api/plan.ts';

/** Lines of a modal dialog that can still be read. */
const listed = 15;

/** What the person decided about a plan. */
export interface PlanDecision {
  readonly go: boolean;
  readonly heldConfirmed: boolean;
}

const stop: PlanDecision = { go: false, heldConfirmed: false };

/**
 * Asks about what must not happen unseen: devices that are refused, then commands that can hurt, each with its device and line.
 * A plan with neither goes ahead without a question; one without any device left says why and stops.
 */
export async function confirmPlan(plan: Plan, showPlan: () => Promise<void>): Promise<PlanDecision> {
  if (plan.devices.length === 0) {
    void tellAllRefused(plan, showPlan);
    return stop;
  }
  if (plan.refused.length > 0 && !(await confirmRefused(plan, showPlan))) return stop;
  if (plan.held.length === 0) return { go: true, heldConfirmed: false };
  return (await confirmHeld(plan, showPlan)) ? { go: true, heldConfirmed: true } : stop;
}

async function confirmRefused(plan: Plan, showPlan: () => Promise<void>): Promise<boolean> {
  const others = plan.devices.length;
  const go =
    others === 1 ? vscode.l10n.t('Run on the Other One') : vscode.l10n.t('Run on the Other {0}', others);
  const show = vscode.l10n.t('Show Plan');
  const count = plan.refused.length;
  const choice = await vscode.window.showWarningMessage(
    count === 1
      ? vscode.l10n.t('One device will get nothing.')
      : vscode.l10n.t('{0} devices will get nothing.', count),
    { modal: true, detail: list(plan.refused, refusedLine) },
    go,
    show,
  );
  if (choice === show) await showPlan();
  return choice === go;
}

async function confirmHeld(plan: Plan, showPlan: () => Promise<void>): Promise<boolean> {
  const count = plan.held.length;
  const devices = new Set(plan.held.map((held) => held.device)).size;
  const send = count === 1 ? vscode.l10n.t('Send It') : vscode.l10n.t('Send Them');
  const show = vscode.l10n.t('Show Plan');
  const choice = await vscode.window.showWarningMessage(
    count === 1
      ? vscode.l10n.t('One command can change or disrupt a device. Send it?')
      : vscode.l10n.t('{0} commands on {1} devices can change or disrupt them. Send them?', count, devices),
    { modal: true, detail: list(plan.held, heldLine) },
    // The first button is the one that Enter presses: it must not be the one that hurts.
    show,
    send,
  );
  if (choice === show) await showPlan();
  return choice === send;
}

function refusedLine(refused: RefusedDevice): string {
  return namingDevice(refused.device, refused.reasons.map((reason) => reason.message).join(' '));
}

function heldLine(held: HeldCommand): string {
  return `${held.device}: ${held.text}  (${held.reason})`;
}

function list<T>(items: readonly T[], line: (item: T) => string): string {
  const lines = items.slice(0, listed).map(line);
  if (items.length > listed) {
    lines.push(vscode.l10n.t('… and {0} more; “Show Plan” lists them all.', items.length - listed));
  }
  return lines.join('\n');
}

async function tellAllRefused(plan: Plan, showPlan: () => Promise<void>): Promise<void> {
  const [first] = plan.refused;
  const show = vscode.l10n.t('Show All Reasons');
  const choice = await vscode.window.showErrorMessage(
    vscode.l10n.t(
      'Nothing was sent: none of the devices can get these lines. {0}',
      first === undefined ? '' : refusedLine(first),
    ),
    show,
  );
  if (choice === show) await showPlan();
}
