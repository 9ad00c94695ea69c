import type { CompiledPlatform } from '../core/platform/compiledPlatform.ts';
import type { Channel } from './channel/channel.ts';

/**
 * Logs out and ends the connection. Nobody waits for the device to say goodbye: the line reaches it before the end of the
 * connection does, and either of them frees its line. Waiting would cost each device of a run another round trip.
 */
export function logOut(channel: Channel, { definition }: CompiledPlatform): void {
  if (definition.logout !== undefined && !channel.closed)
    channel.write(definition.logout + definition.lineEnd);
  channel.close();
}
