import type { DeviceAddress } from '../../api/device.ts';
import type { ByteStream } from '../../api/transport.ts';
import type { CompiledPlatform } from '../../core/platform/compiledPlatform.ts';
import { Channel } from '../channel/channel.ts';
import { logIn, meetAgain, type LoginDependencies } from '../login.ts';
import { findPlatform, type DetectionDependencies, type RememberedPlatform } from './findPlatform.ts';

/** Characters of what a device said at the login that are looked at. */
const maxHeard = 8192;
/** Characters in front of the prompt that may belong to it: prompts of two lines. */
const maxPrompt = 1000;

/** A device that waits at a prompt of the platform it was found out to have. */
export interface FoundDevice {
  readonly platform: CompiledPlatform;
  /** Reads with that platform; the channel of the login must not be used any more. */
  readonly channel: Channel;
  readonly mode: string;
  readonly detected: RememberedPlatform;
}

/**
 * Logs in to a device of any platform, finds out which one it is, and goes on with it over the same connection: no second
 * login, no second one-time code.
 * @param stream one whose reader can change
 * @param channel reads it with what stands for an unknown platform
 * @throws as `logIn`, and `session.platform-unknown`
 */
export async function logInToUnknown(
  device: DeviceAddress,
  stream: ByteStream,
  channel: Channel,
  detection: DetectionDependencies,
  deps: LoginDependencies,
  signal: AbortSignal,
): Promise<FoundDevice> {
  const { clock, timers } = deps;
  let said = '';
  const heard = (text: string): void => {
    said = (said + text).slice(-maxHeard);
  };
  await logIn(device, channel, { ...deps, heard }, signal);
  const { identification } = stream;
  const seen = {
    ...(identification === undefined ? {} : { identification }),
    login: said,
    tail: said.slice(-maxPrompt) + channel.knowledge.text,
  };
  const platform = await findPlatform(device.name, channel, seen, detection, clock, signal);
  const own = new Channel(stream, { platform, clock, timers });
  const { lineEnd } = deps.platform.definition;
  const mode = await meetAgain(device, own, { ...deps, platform }, lineEnd, signal);
  const detected = {
    platform: platform.id,
    ...(identification === undefined ? {} : { identification }),
  };
  return { platform, channel: own, mode, detected };
}
