import type { DeviceAddress } from '../api/device.ts';
import type { ErrorInfo } from '../api/diagnostic.ts';
import type { ByteStream } from '../api/transport.ts';
import { ShowrunError } from '../core/errors.ts';
import { Channel } from './channel/channel.ts';
import { handOverStream } from './detect/handOverStream.ts';
import { logInToUnknown } from './detect/logInToUnknown.ts';
import { DeviceSession } from './deviceSession.ts';
import { logIn } from './login.ts';
import { LoginDialogue } from './loginDialogue.ts';
import type { SessionDependencies } from './sessionDependencies.ts';

/**
 * Opens a logged-in session with paging switched off: transport, questions of the login, first prompt, learned name, paging.
 * Throws coded errors: those of the transport, `session.unknown-transport`, `session.login-timeout`, `session.login-question`,
 * `session.auth-rejected`, `session.credential-stopped`, `session.secret-missing`, `session.closed`, `session.lost`, `session.cancelled`; `session.platform-unknown` where the platform
 * was to be found out. Aborting `signal` closes
 * everything at once.
 */
export async function openSession(
  device: DeviceAddress,
  deps: SessionDependencies,
  signal: AbortSignal,
): Promise<DeviceSession> {
  const { platform, clock, timers, timeouts, secrets, detection } = deps;
  const transport = deps.transports.get(device.transport);
  // A person is asked before anyone connects: devices hang up on a login that waits for long.
  if (transport.login !== undefined) await gatherPassword(device, deps, signal);
  const opened: ByteStream = await transport.open(
    device,
    {
      connectTimeoutMs: timeouts.connectTimeoutMs,
      loginTimeoutMs: timeouts.loginTimeoutMs,
      terminal: platform.definition.terminal,
    },
    signal,
  );
  const stream = detection === undefined ? opened : handOverStream(opened);
  const channel = new Channel(stream, { platform, clock, timers });
  try {
    const notes: ErrorInfo[] = [];
    const note = (text: string): void => {
      notes.push({ code: 'session.note', message: `${device.name}: ${text}` });
    };
    const dialogue = new LoginDialogue(device, deps, transport.login, note);
    const login = { ...deps, dialogue };
    const ready =
      detection === undefined
        ? { platform, channel, mode: await logIn(device, channel, login, signal) }
        : await logInToUnknown(device, stream, channel, detection, login, signal);
    const session = new DeviceSession({
      device: device.name,
      ...ready,
      clock,
      timers,
      secrets,
      commandTimeoutMs: timeouts.commandTimeoutMs,
      notes,
    });
    await session.prepare(signal);
    deps.logger?.debug(`${device.name}: ready in ${session.mode} mode`);
    return session;
  } catch (error) {
    channel.close();
    if (error instanceof ShowrunError) throw error;
    throw new ShowrunError('session.login-failed', `The login to ${device.name} failed.`, { cause: error });
  }
}

async function gatherPassword(
  device: DeviceAddress,
  { secrets }: SessionDependencies,
  signal: AbortSignal,
): Promise<void> {
  try {
    await secrets('password', signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new ShowrunError('session.cancelled', `The login to ${device.name} was cancelled.`, {
      cause: error,
    });
  }
}
