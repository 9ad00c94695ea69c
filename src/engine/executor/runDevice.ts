import type { ErrorInfo } from '../../api/diagnostic.ts';
import type { PlannedDevice } from '../../api/plan.ts';
import type { CommandResult, CommandStatus, DeviceResult, DeviceStatus } from '../../api/run.ts';
import type { RenderedCommand } from '../../api/template.ts';
import type { Session } from '../../session/session.ts';
import { changesWhatFollows } from '../planning/changesWhatFollows.ts';
import type { DeviceContext } from './deviceContext.ts';
import { FurtherSessions } from './furtherSessions.ts';
import { raceAbort } from './raceAbort.ts';
import { runCommand } from './runCommand.ts';
import { parallelLines, runParallel } from './runParallel.ts';
import { stoppedStatuses } from './stopReason.ts';
import { unsent } from './unsent.ts';

/** What one attempt gave: nothing of it is final where the session could not be opened. */
export interface DeviceOutcome {
  readonly status: DeviceStatus;
  readonly error?: ErrorInfo | undefined;
  readonly commands: readonly CommandResult[];
  /** The platform that was found out. */
  readonly platform?: string;
  /** What the user should be told beside that. */
  readonly notes?: readonly ErrorInfo[];
}

/**
 * One attempt at one device: opens a session, sends the commands one after another (those of a `@parallel` block over
 * further sessions at the same time), closes it. Rejects where the session
 * could not be opened (nothing was sent then, so it may be tried again) and where `signal` was aborted before; after
 * that everything is in the outcome.
 */
export async function runDevice(
  context: DeviceContext,
  planned: PlannedDevice,
  attempt: number,
  signal: AbortSignal,
): Promise<DeviceOutcome> {
  const device = planned.device.name;
  context.emit({ type: 'device-started', device, attempt });
  const opening = context.sessions.open(planned.device, signal);
  const session = await raceAbort(opening, signal, (late) => {
    void late.close();
  });
  const further = new FurtherSessions(context.sessions, planned.device, session, context.further);
  let outcome: DeviceOutcome;
  try {
    const { prompt, detected } = session;
    const found = detected === undefined ? {} : { platform: detected.platform };
    context.emit({ type: 'device-connected', device, prompt, ...found });
    const refusal = context.sessions.refusal?.(planned, session);
    outcome =
      refusal === undefined
        ? { ...(await runCommands(context, planned, session, further, signal)), ...found }
        : { status: 'failed', error: refusal, commands: withRest(planned, [], 'skipped'), ...found };
  } finally {
    // one that was stopped is closed behind our back: nobody waits for a device that may never answer
    await raceAbort(Promise.all([session.close(), further.close()]), signal).catch(() => undefined);
  }
  return { ...outcome, notes: [...session.notes, ...further.notes()] };
}

async function runCommands(
  context: DeviceContext,
  planned: PlannedDevice,
  session: Session,
  further: FurtherSessions,
  signal: AbortSignal,
): Promise<DeviceOutcome> {
  const results: CommandResult[] = [];
  /** A cancelled block had a line that those behind it cannot do without. */
  let isCut = false;
  while (results.length < planned.commands.length && !signal.aborted) {
    const index = results.length;
    const command = planned.commands[index] as RenderedCommand;
    const lines = parallelLines(planned, index, further);
    if (lines !== undefined) {
      const done = await runParallel(context, planned, lines, session, further, signal);
      results.push(...done);
      if (session.closed || index + done.length < lines.end || stops(planned, done)) break;
      continue;
    }
    if (context.isBlockCancelled(command.block)) {
      isCut = changesWhatFollows(command);
      if (isCut) break;
      results.push(unsent(index, command.text, 'cancelled'));
      continue;
    }
    const result = await runCommand(context, planned, index, session, signal);
    results.push(result);
    if (session.closed || stops(planned, [result])) break;
  }
  const done = results.length === planned.commands.length && results.every((each) => each.status === 'ok');
  if (signal.aborted && !done) return stoppedOutcome(planned, results, signal.reason);
  const error = lostBetween(planned, results, session);
  const commands = withRest(planned, results, isCut ? 'cancelled' : 'skipped');
  const status = commands.every((each) => each.status === 'ok' || each.status === 'cancelled')
    ? 'cancelled'
    : 'failed';
  return { status: done ? 'ok' : status, commands, ...(error === undefined ? {} : { error }) };
}

/** Whether one of the results ends the commands of its device. */
function stops({ commands }: PlannedDevice, results: readonly CommandResult[]): boolean {
  return results.some(
    ({ index, status }) => status !== 'ok' && status !== 'cancelled' && commands[index]?.onError === 'stop',
  );
}

/** Why commands were not sent although the one before them went well: no command has an error that would say so. */
function lostBetween(
  planned: PlannedDevice,
  results: readonly CommandResult[],
  session: Session,
): ErrorInfo | undefined {
  const last = results.at(-1);
  const rest = planned.commands.length - results.length;
  const isTold = results.some(({ status }) => status === 'failed' || status === 'timeout');
  if (rest === 0 || !session.closed || last?.error !== undefined || isTold) return undefined;
  const some = rest === 1 ? 'The last line was' : `${String(rest)} lines were`;
  const { lost } = session;
  if (lost !== undefined && lost.code !== 'session.closed')
    return { ...lost, message: `${lost.message} ${some} not sent.` };
  const when = last === undefined ? 'before the first line' : `behind "${last.command}"`;
  return {
    code: 'session.closed',
    message: `${planned.device.name} ended the connection ${when}. ${some} not sent.`,
    hint: 'Some devices end a session after one command. What was complete is kept; continue the run for the rest.',
  };
}

/** How a device stands that was stopped after `results`. */
export function stoppedOutcome(
  planned: PlannedDevice,
  results: readonly CommandResult[],
  reason: unknown,
): DeviceOutcome {
  const { device, waiting, error } = stoppedStatuses(reason);
  return { status: device, error, commands: withRest(planned, results, waiting) };
}

/** The results with one for each command that was never sent. */
export function withRest(
  planned: PlannedDevice,
  results: readonly CommandResult[],
  status: CommandStatus,
): CommandResult[] {
  const rest = planned.commands.slice(results.length);
  return [...results, ...rest.map(({ text }, offset) => unsent(results.length + offset, text, status))];
}

/** The final result of a device. */
export function toDeviceResult(
  device: string,
  folder: string,
  outcome: DeviceOutcome,
  facts: Pick<DeviceResult, 'attempts' | 'durationMs'>,
): DeviceResult {
  return {
    device,
    folder,
    ...(outcome.platform === undefined ? {} : { platform: outcome.platform }),
    status: outcome.status,
    attempts: facts.attempts,
    durationMs: facts.durationMs,
    ...(outcome.error === undefined ? {} : { error: outcome.error }),
    ...(outcome.notes === undefined || outcome.notes.length === 0 ? {} : { notes: outcome.notes }),
    commands: outcome.commands,
  };
}
