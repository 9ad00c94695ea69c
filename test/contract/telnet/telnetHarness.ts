import assert from 'node:assert/strict';
import type { DeviceAddress } from '../../../src/api/device.ts';
import { openSession } from '../../../src/session/openSession.ts';
import type { Session } from '../../../src/session/session.ts';
import type { SecretProvider, SessionTimeouts } from '../../../src/session/sessionDependencies.ts';
import { LoginGuard } from '../../../src/session/ssh/loginGuard.ts';
import { systemTimers } from '../../../src/session/systemTimers.ts';
import { TelnetTransport } from '../../../src/session/telnet/telnetTransport.ts';
import { TransportRegistry } from '../../../src/session/transportRegistry.ts';
import { systemClock } from '../../../src/store/systemClock.ts';
import { builtInPlugins } from '../../helpers/session/builtInPlatforms.ts';

/** The login of everything in these tests. */
export const login = { username: 'ops', password: 'sesame-4711', enableSecret: 'open-4711' };

export const never = new AbortController().signal;

/** Where a session goes. */
export type Target = Pick<DeviceAddress, 'name' | 'host' | 'platform'> & Partial<DeviceAddress>;

/** What may be different from one session to another. */
export interface OpenOptions {
  readonly password?: string;
  readonly guard?: LoginGuard;
  readonly timeouts?: Partial<SessionTimeouts>;
  readonly signal?: AbortSignal;
  readonly secrets?: SecretProvider;
}

/** A transport that has no jump hosts. */
function plainTelnet(): TelnetTransport {
  return new TelnetTransport(() => Promise.reject(new Error('there are no jump hosts here')), {
    warn: () => undefined,
  });
}

/** Opens a real session over telnet, as the executor does. */
export async function openTelnet(
  target: Target,
  options: OpenOptions = {},
  transport = plainTelnet(),
): Promise<Session> {
  const { platforms } = await builtInPlugins();
  const secrets = { ...login, password: options.password ?? login.password };
  return openSession(
    { ...target, transport: 'telnet' },
    {
      platform: platforms.get(target.platform),
      transports: new TransportRegistry([transport]),
      secrets:
        options.secrets ??
        ((kind) => Promise.resolve(kind === 'enable-secret' ? secrets.enableSecret : secrets[kind])),
      guard: options.guard ?? new LoginGuard(3),
      timeouts: {
        connectTimeoutMs: 5000,
        loginTimeoutMs: 10_000,
        commandTimeoutMs: 10_000,
        ...options.timeouts,
      },
      clock: systemClock,
      timers: systemTimers,
    },
    options.signal ?? never,
  );
}

/** The coded error that a session did not open with. */
export async function failure(
  opening: Promise<Session>,
): Promise<{ code: string; message: string; hint?: string }> {
  const outcome = await opening.then(
    async (session) => {
      await session.close();
      return undefined;
    },
    (error: unknown) => error as { code: string; message: string; hint?: string },
  );
  assert.ok(outcome, 'the session opened');
  return outcome;
}
