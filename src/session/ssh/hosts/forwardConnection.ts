import type { Duplex } from 'node:stream';
import type { TransportOptions } from '../../../api/transport.ts';
import type { ShowrunError } from '../../../core/errors.ts';
import type { Endpoint } from '../connectSocket.ts';
import { cancelledError } from '../sshErrors.ts';
import type { HostSpec } from './hostSpec.ts';
import { jumpLostError } from './jumpErrors.ts';
import type { JumpPool } from './jumpPool.ts';
import { openForward } from './openForward.ts';

/** A TCP connection that jump hosts have made. */
export interface ForwardedConnection {
  readonly stream: Duplex;
  /** The reason why a jump host ended, where that is why the connection did. */
  readonly whyLost: () => Error | undefined;
}

/**
 * A TCP connection through jump hosts for a protocol of its own. It takes part in the connections of the pool until it is
 * closed. Throws coded errors: those of the jump hosts, and of a connection that cannot be made.
 */
export async function forwardConnection(
  pool: JumpPool,
  hops: readonly HostSpec[],
  endpoint: Endpoint,
  options: TransportOptions,
  signal: AbortSignal,
): Promise<ForwardedConnection> {
  try {
    return await pool.through(hops, options, signal, async (lease) => {
      const { connection, release } = lease;
      const stream = await openForward(connection, endpoint, options.connectTimeoutMs, signal);
      let lost: ShowrunError | undefined;
      const forget = connection.onClose((reason) => {
        if (reason !== undefined) lost = jumpLostError(endpoint.label, connection.label, reason);
        stream.destroy();
      });
      stream.once('close', () => {
        forget();
        release();
      });
      return { stream, whyLost: () => lost };
    });
  } catch (error) {
    throw signal.aborted ? cancelledError(endpoint.label) : error;
  }
}
