import type { PlannedDevice } from '../../api/plan.ts';
import type { CommandResult, CommandStatus } from '../../api/run.ts';
import type { RenderedCommand } from '../../api/template.ts';
import type { ErrorInfo } from '../../api/diagnostic.ts';
import { toErrorInfo } from '../../core/errors.ts';
import type { Session } from '../../session/session.ts';
import { messagesFileName } from '../../store/commandFileName.ts';
import type { OutputFile } from '../../store/outputFile.ts';
import type { DeviceContext } from './deviceContext.ts';
import { KeptMessages } from './keptMessages.ts';
import { LimitedOutput } from './limitedOutput.ts';
import { previewOf } from './previewOf.ts';
import { raceAbort } from './raceAbort.ts';
import { stoppedStatuses } from './stopReason.ts';

/** Where the answer to a command goes. */
interface Sinks {
  readonly output: OutputFile;
  readonly limited: LimitedOutput;
  readonly kept: KeptMessages;
}

interface Ended {
  readonly status: CommandStatus;
  readonly error?: ErrorInfo | undefined;
}

/**
 * Sends one command and brings its output to disk while it arrives. Never rejects: whatever goes wrong is in the
 * result. What the device had sent by then is kept.
 */
export async function runCommand(
  context: DeviceContext,
  planned: PlannedDevice,
  index: number,
  session: Session,
  signal: AbortSignal,
): Promise<CommandResult> {
  const command = planned.commands[index] as RenderedCommand;
  const { writer, clock, emit, sessions } = context;
  const device = planned.device.name;
  const started = clock.monotonic();
  emit({ type: 'command-started', device, index });
  const text = sessions.redact(command.text);
  const file = writer.outputName(device, index, planned.commands.length, text);
  const output = writer.output(device, file);
  const what = `"${text}" on ${device}`;
  const aside = messagesFileName(file);
  const limit = context.maxOutputBytes;
  const kept = new KeptMessages(aside, () => writer.output(device, aside), limit, what);
  const limited = new LimitedOutput(output, limit, what, kept);
  const isLast = index === planned.commands.length - 1;
  const sinks = { output, limited, kept };
  const { status, error } = await exchange(context, session, command, sinks, isLast, signal);
  const messages = kept.summary;
  const result: CommandResult = {
    index,
    command: text,
    status,
    ...(output.bytes === 0 ? {} : { file }),
    bytes: output.bytes,
    ...(messages === undefined ? {} : { messages }),
    durationMs: Math.round(clock.monotonic() - started),
    ...(error === undefined ? {} : { error }),
  };
  const tail = previewOf(output.end, output.characters > output.end.length, (end) => sessions.redact(end));
  emit({ type: 'command-finished', device, result, ...(tail === '' ? {} : { tail }) });
  return result;
}

async function exchange(
  context: DeviceContext,
  session: Session,
  command: RenderedCommand,
  { output, limited, kept }: Sinks,
  isLast: boolean,
  signal: AbortSignal,
): Promise<Ended> {
  let ended: Ended;
  try {
    ended = await raceAbort(session.run(command, limited, signal), signal);
  } catch (error) {
    ended = { status: 'failed', error: toErrorInfo(error) };
  }
  const full = limited.error ?? kept.error;
  if (full !== undefined) ended = { status: 'failed', error: toErrorInfo(full) };
  if (signal.aborted && ended.status !== 'ok') {
    const stopped = stoppedStatuses(signal.reason);
    ended = { status: stopped.running, error: stopped.error };
  }
  try {
    await context.writer.closeOutput(output);
    if (isLast && (ended.status === 'ok' || ended.status === 'rejected')) await keepLate(session, kept);
    if (kept.output !== undefined) await context.writer.closeOutput(kept.output);
    return ended;
  } catch (error) {
    context.onStoreFailure(error);
    return { status: 'failed', error: toErrorInfo(error) };
  }
}

/**
 * Behind the last command of a device nobody reads any more: what has come by now goes with it. Nobody waits for more, and a limit that is
 * reached only now costs no command that is complete.
 */
async function keepLate(session: Session, kept: KeptMessages): Promise<void> {
  const lines = session.takeLate?.() ?? '';
  if (lines === '' || kept.error !== undefined) return;
  try {
    await kept.write(lines);
  } catch (error) {
    if (toErrorInfo(error).code !== 'engine.output-limit') throw error;
  }
}
