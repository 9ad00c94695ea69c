import assert from 'node:assert/strict';
import type { DeviceAddress } from '../../../src/api/device.ts';
import type { Session } from '../../../src/session/session.ts';
import { LoginGuard } from '../../../src/session/ssh/loginGuard.ts';
import { TelnetTransport } from '../../../src/session/telnet/telnetTransport.ts';
import {
  openRealSession,
  secretsOf,
  type RealSessionOptions,
} from '../../helpers/session/openRealSession.ts';

/** The login of everything in these tests. */
export const login = { username: 'ops', password: 'sesame-4711', enableSecret: 'open-4711' };

/** Where a session goes. */
export type Target = Pick<DeviceAddress, 'name' | 'host' | 'platform'> & Partial<DeviceAddress>;

/** What may be different from one session to another. */
export interface OpenOptions extends Partial<RealSessionOptions> {
  readonly password?: string;
}

/** A transport that has no jump hosts. */
function plainTelnet(): TelnetTransport {
  return new TelnetTransport(() => Promise.reject(new Error('there are no jump hosts here')), {
    warn: () => undefined,
  });
}

/** Opens a real session over telnet. */
export function openTelnet(
  target: Target,
  { password = login.password, ...options }: OpenOptions = {},
  transport = plainTelnet(),
): Promise<Session> {
  return openRealSession({ ...target, transport: 'telnet' }, [transport], {
    secrets: secretsOf({ ...login, password }),
    guard: new LoginGuard(3),
    ...options,
  });
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
