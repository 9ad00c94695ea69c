import type { DeviceAddress } from '../../api/device.ts';
import { DeviceSession } from '../deviceSession.ts';
import { logOut } from '../logOut.ts';
import type { SessionDependencies } from '../sessionDependencies.ts';
import { confirmPrompt, type ParkedChannel } from './parkedChannel.ts';

/** A channel that has waited longer is asked for its prompt first: firewalls and devices forget what is idle. */
const confirmAfterMs = 15_000;

/**
 * A session over a channel that was parked, with the secrets and limits of its new owner. Undefined where the device is not
 * where it was left; the channel is closed then and a new login is due. Throws the reason of `signal` when that is aborted.
 */
export async function resumeSession(
  device: DeviceAddress,
  parked: ParkedChannel,
  waitedMs: number,
  deps: SessionDependencies,
  signal: AbortSignal,
): Promise<DeviceSession | undefined> {
  const { channel, platform, mode, pagingOff } = parked;
  if (waitedMs > confirmAfterMs && !(await confirmPrompt(parked, deps.clock, signal))) {
    logOut(channel, platform);
    signal.throwIfAborted();
    return undefined;
  }
  if (channel.closed) return undefined;
  deps.logger?.debug(`${device.name}: goes on with the session of a moment ago`);
  return new DeviceSession({
    device: device.name,
    platform,
    ...(deps.detection === undefined ? {} : { detected: { platform: platform.id } }),
    channel,
    clock: deps.clock,
    timers: deps.timers,
    secrets: deps.secrets,
    commandTimeoutMs: deps.timeouts.commandTimeoutMs,
    mode,
    pagingOff,
    notes: [],
  });
}
