import type { DeviceAddress } from '../../../src/api/device.ts';
import type { Transport } from '../../../src/api/transport.ts';
import { openSession } from '../../../src/session/openSession.ts';
import type { Session } from '../../../src/session/session.ts';
import type { SecretProvider, SessionTimeouts } from '../../../src/session/sessionDependencies.ts';
import type { LoginGuard } from '../../../src/session/ssh/loginGuard.ts';
import { systemTimers } from '../../../src/session/systemTimers.ts';
import { TransportRegistry } from '../../../src/session/transportRegistry.ts';
import { systemClock } from '../../../src/store/systemClock.ts';
import { builtInPlugins } from './builtInPlatforms.ts';

/** The signal of what nobody cancels. */
export const never = new AbortController().signal;

/** What a device is logged in to with. */
export interface TestLogin {
  readonly username: string;
  readonly password: string;
  readonly enableSecret?: string;
  readonly oneTimeCode?: string;
}

/** Answers a session's questions for secrets. */
export function secretsOf(login: TestLogin): SecretProvider {
  return (kind) => {
    if (kind === 'one-time-code') return Promise.resolve(login.oneTimeCode);
    return Promise.resolve(kind === 'enable-secret' ? login.enableSecret : login[kind]);
  };
}

/** What may be different from one session to another. */
export interface RealSessionOptions {
  readonly secrets: SecretProvider;
  readonly guard?: LoginGuard;
  /** Ten seconds each, five for the connection, unless given. */
  readonly timeouts?: Partial<SessionTimeouts>;
  readonly signal?: AbortSignal;
}

/** Opens a session as the executor does: real sockets, real time, the platform of the built-in plugins. */
export async function openRealSession(
  device: DeviceAddress,
  transports: readonly Transport[],
  { secrets, guard, timeouts, signal = never }: RealSessionOptions,
): Promise<Session> {
  const { platforms } = await builtInPlugins();
  return openSession(
    device,
    {
      platform: platforms.get(device.platform),
      transports: new TransportRegistry(transports),
      secrets,
      ...(guard === undefined ? {} : { guard }),
      timeouts: { connectTimeoutMs: 5000, loginTimeoutMs: 10_000, commandTimeoutMs: 10_000, ...timeouts },
      clock: systemClock,
      timers: systemTimers,
    },
    signal,
  );
}
