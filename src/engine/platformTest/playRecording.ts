import type { ErrorInfo } from '../../api/diagnostic.ts';
import type { CommandStatus } from '../../api/run.ts';
import { toErrorInfo } from '../../core/errors.ts';
import type { CompiledPlatform } from '../../core/platform/compiledPlatform.ts';
import type { RecordedCommand, Recording } from '../../core/platform/recording/recording.ts';
import { openSession } from '../../session/openSession.ts';
import type { Session } from '../../session/session.ts';
import { TransportRegistry } from '../../session/transportRegistry.ts';
import { PlayedDevice, type Chunking } from './playedDevice.ts';
import { PlayedTime } from './playedTime.ts';

/** What a session made of one command. */
export interface PlayedCommand {
  readonly text: string;
  readonly status: CommandStatus;
  readonly output: string;
  /** What was kept apart from it. */
  readonly messages: string;
  /** The mode that the session is in afterwards. */
  readonly mode: string;
  readonly error?: ErrorInfo;
  /** The device's line that says it refuses. */
  readonly failure?: string;
  readonly closed: boolean;
}

/** What a session made of a recording. */
export interface PlayedSession {
  /** Why there was no session at all. */
  readonly loginError?: ErrorInfo;
  /** The first prompt, and the mode that it stands for. */
  readonly login?: { readonly prompt: string; readonly mode: string };
  readonly commands: readonly PlayedCommand[];
  readonly notes: readonly ErrorInfo[];
  /** The first line that was sent although the recording has something else next; `step` counts from 0. */
  readonly strayed?: { readonly step: number; readonly got: string };
  /** Steps that nothing was sent for. */
  readonly left: number;
}

/** Silence after which a played device has surely nothing more to say, in milliseconds of its own clock. */
const timeouts = { connectTimeoutMs: 10_000, loginTimeoutMs: 20_000, commandTimeoutMs: 30_000 };

/**
 * Runs the commands of a recording in a real session with a device that plays it. Time is the device's own: nothing waits.
 * Never throws for what the recording or the platform say.
 */
export async function playRecording(
  platform: CompiledPlatform,
  recording: Recording,
  chunking: Chunking,
): Promise<PlayedSession> {
  const device = new PlayedDevice(recording.greeting, recording.steps, chunking);
  const time = new PlayedTime();
  const never = new AbortController().signal;
  const address = { name: 'device', host: '192.0.2.1', platform: platform.id, transport: device.id };
  let session: Session;
  try {
    session = await time.until(
      openSession(
        address,
        {
          platform,
          transports: new TransportRegistry([device]),
          secrets: (kind) => Promise.resolve(recording.secrets?.[kind]),
          timeouts,
          clock: time,
          timers: time,
        },
        never,
      ),
    );
  } catch (error) {
    return { loginError: toErrorInfo(error), commands: [], notes: [], ...place(device) };
  }
  const login = { prompt: session.prompt, mode: session.mode };
  const commands: PlayedCommand[] = [];
  for (const command of recording.commands) commands.push(await run(session, command, time, never));
  return { login, commands, notes: session.notes, ...place(device) };
}

function place(device: PlayedDevice): Pick<PlayedSession, 'strayed' | 'left'> {
  return { left: device.left, ...(device.strayed === undefined ? {} : { strayed: device.strayed }) };
}

async function run(
  session: Session,
  { text, mode, expect }: RecordedCommand,
  time: PlayedTime,
  signal: AbortSignal,
): Promise<PlayedCommand> {
  let output = '';
  let messages = '';
  const sink = {
    write: (part: string): void => {
      output += part;
    },
    aside: (lines: string): void => {
      messages += lines;
    },
  };
  const command = {
    text,
    at: { file: 'recording', line: 1, column: 1 },
    mode: mode ?? 'exec',
    expect: expect ?? [],
    onError: 'continue',
  } as const;
  const { status, error, failure } = await time.until(session.run(command, sink, signal));
  return {
    text,
    status,
    output,
    messages,
    mode: session.mode,
    closed: session.closed,
    ...(error === undefined ? {} : { error }),
    ...(failure === undefined ? {} : { failure: failure.text }),
  };
}
