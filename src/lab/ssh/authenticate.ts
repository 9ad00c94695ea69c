import ssh2, {
  type AuthContext,
  type AuthenticationType,
  type Connection,
  type KeyboardAuthContext,
  type ParsedKey,
} from 'ssh2';
import { judgeLogin } from '../judgeLogin.ts';
import type { DeviceContext } from './deviceContext.ts';
import { disconnect } from './disconnect.ts';

/** Attempts in one connection after which it is cut, as OpenSSH does by default. */
const maxAttempts = 6;

/** Judges the logins of a connection by the device's account and faults. */
export function authenticate(client: Connection, device: DeviceContext): void {
  let attempts = 0;
  const decide = (context: AuthContext, good: boolean): void => {
    if (judgeLogin(device, good)) {
      context.accept();
      return;
    }
    attempts += 1;
    if (device.faults.has('too-many-failures')) {
      disconnect(client, 'Too many authentication failures');
      return;
    }
    context.reject(methods(device));
    if (attempts >= maxAttempts) client.end();
  };
  const judge = (context: AuthContext, good: boolean): void => {
    if (device.faults.has('slow-login')) {
      const timer = setTimeout(() => decide(context, good), device.tuning.slowLoginMs);
      client.once('close', () => clearTimeout(timer));
    } else decide(context, good);
  };
  client.on('authentication', (context) => {
    if (device.faults.has('hang-in-login')) return;
    const known = context.username === device.login.username;
    if (context.method === 'none' || !methods(device).includes(context.method))
      context.reject(methods(device));
    else if (context.method === 'password')
      judge(context, known && context.password === device.login.password);
    else if (context.method === 'keyboard-interactive')
      askInteractively(context, device, (good) => judge(context, known && good));
    else if (context.method === 'publickey') {
      if (!known || !keyAllowed(context.key, device)) decide(context, false);
      // Without a signature the client only asks whether the key would do.
      else if (context.signature === undefined || context.blob === undefined) context.accept();
      else judge(context, verifyKey(context.key, context.blob, context.signature, context.hashAlgo));
    } else context.reject(methods(device));
  });
}

function methods(device: DeviceContext): AuthenticationType[] {
  const { faults } = device;
  if (faults.has('publickey-only')) return ['publickey'];
  if (faults.has('keyboard-interactive') || faults.has('one-time-code')) return ['keyboard-interactive'];
  return device.tuning.authorizedKeys.length > 0
    ? ['publickey', 'password', 'keyboard-interactive']
    : ['password', 'keyboard-interactive'];
}

function askInteractively(
  context: KeyboardAuthContext,
  device: DeviceContext,
  done: (good: boolean) => void,
): void {
  context.prompt([{ prompt: 'Password: ', echo: false }], ([password]) => {
    const passwordGood = password === device.login.password;
    if (!device.faults.has('one-time-code')) {
      done(passwordGood);
      return;
    }
    context.prompt([{ prompt: 'Verification code: ', echo: false }], ([code]) => {
      done(passwordGood && code === device.tuning.oneTimeCode);
    });
  });
}

function keyAllowed(key: { algo: string; data: Buffer }, device: DeviceContext): boolean {
  const allowed = device.tuning.authorizedKeys;
  const blob = key.data.toString('base64');
  return allowed.length === 0 || allowed.some((line) => line.split(/\s+/).includes(blob));
}

function verifyKey(
  key: { algo: string; data: Buffer },
  blob: Buffer,
  signature: Buffer,
  hash: string | undefined,
): boolean {
  const parsed = ssh2.utils.parseKey(`${key.algo} ${key.data.toString('base64')}`);
  if (parsed instanceof Error) return false;
  const keys: readonly ParsedKey[] = [parsed].flat<ParsedKey[]>();
  return keys[0]?.verify(blob, signature, hash) === true;
}
