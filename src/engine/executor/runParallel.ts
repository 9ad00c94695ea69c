import type { PlannedDevice } from '../../api/plan.ts';
import type { CommandResult } from '../../api/run.ts';
import type { RenderedCommand } from '../../api/template.ts';
import { aloneReason, parallelEnd } from '../../core/plan/policy/parallelBlocks.ts';
import type { Session } from '../../session/session.ts';
import type { DeviceContext } from './deviceContext.ts';
import type { FurtherSessions } from './furtherSessions.ts';
import { runCommand } from './runCommand.ts';
import { unsent } from './unsent.ts';

/** Lines of one block that may run at the same time. */
export interface ParallelLines {
  /** Position of the first one in the device's plan. */
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Sessions at most, the first one among them. */
  readonly sessions: number;
}

/**
 * The lines from `start` on that may be sent at the same time; undefined where there is one alone, or where the device bears no
 * second session. Plans have it settled already; a line that must have its device for itself is not believed all the same.
 */
export function parallelLines(
  { commands }: PlannedDevice,
  start: number,
  further: FurtherSessions,
): ParallelLines | undefined {
  const end = parallelEnd(commands, start);
  if (end - start < 2) return undefined;
  const sessions = further.limit(commands[start]?.parallel ?? 1);
  if (sessions < 2) return undefined;
  if (commands.slice(start, end).some((command) => aloneReason(command) !== undefined)) return undefined;
  return { start, end, sessions };
}

/**
 * Sends lines over the first session and further ones, each over the next session that is free, and opens further ones as long as
 * lines are waiting. Lines are begun in the order of the plan, so those that were not begun are the last ones. Resolves with
 * the results of the others in the order of the plan; never rejects.
 */
export async function runParallel(
  context: DeviceContext,
  planned: PlannedDevice,
  { start, end, sessions }: ParallelLines,
  first: Session,
  further: FurtherSessions,
  signal: AbortSignal,
): Promise<CommandResult[]> {
  const results: CommandResult[] = [];
  let next = start;
  let stopped = false;
  const isWaiting = (): boolean => !stopped && !signal.aborted && next < end;

  async function work(session: Session): Promise<void> {
    while (!session.closed && isWaiting()) {
      const index = next++;
      const command = planned.commands[index] as RenderedCommand;
      if (context.isBlockCancelled(command.block)) {
        results.push(unsent(index, command.text, 'cancelled'));
        continue;
      }
      const result = await runCommand(context, planned, index, session, signal);
      results.push(result);
      if (result.status !== 'ok' && command.onError === 'stop') stopped = true;
    }
    // nobody waits for a login that has nothing left to send, nor for a place beside a session that was lost: it may never come
    if (!isWaiting() || first.closed) enough.abort();
  }

  const enough = new AbortController();
  const workers = [work(first), ...further.open.slice(0, sessions - 1).map(work)];
  const opening = AbortSignal.any([signal, enough.signal]);
  while (isWaiting() && !first.closed && !further.isGivenUp && further.opened < sessions - 1) {
    const session = await further.add(opening);
    if (session !== undefined) workers.push(work(session));
  }
  await Promise.all(workers);
  return results.sort((left, right) => left.index - right.index);
}
