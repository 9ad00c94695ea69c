import type { ByteStream, TransportOptions } from '../../api/transport.ts';
import { whereToSet } from '../whereToSet.ts';
import { Deadline, DeadlineExpired } from './deadline.ts';
import { shellStream } from './shellStream.ts';
import type { SshConnection } from './sshConnection.ts';
import { ShowrunError } from '../../core/errors.ts';

/** Opens the shell of a fresh connection; closes the connection if that fails, takes too long or is aborted. */
export async function openShellStream(
  connection: SshConnection,
  { terminal, loginTimeoutMs }: TransportOptions,
  signal: AbortSignal,
): Promise<ByteStream> {
  let interruption: unknown;
  const interrupt = (reason: unknown): void => {
    interruption ??= reason;
    connection.close();
  };
  const onAbort = (): void => {
    interrupt(signal.reason);
  };
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  const deadline = new Deadline(loginTimeoutMs, interrupt).start();
  try {
    if (interruption !== undefined) throw interruption as Error;
    const channel = await connection.openShell(terminal);
    const stream = shellStream(
      channel,
      connection,
      () => {
        connection.close();
      },
      () => connection.reason,
    );
    const { identification } = connection;
    return identification === undefined ? stream : { ...stream, identification };
  } catch (error) {
    connection.close();
    if (interruption instanceof DeadlineExpired) throw timeoutError(connection.label, interruption.ms);
    throw interruption ?? error;
  } finally {
    deadline.clear();
    signal.removeEventListener('abort', onAbort);
  }
}

function timeoutError(label: string, ms: number): ShowrunError {
  return new ShowrunError(
    'session.login-timeout',
    `${label}: logged in, but it gave no shell within ${ms / 1000} s.`,
    {
      hint: `All its lines may be in use; a longer login time-out may help (${whereToSet.loginTimeout}).`,
    },
  );
}
