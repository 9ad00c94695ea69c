import { CompiledPlatform } from '../../../src/core/platform/compiledPlatform.ts';
import { Channel, type ExchangeEnd, type ExchangeRequest } from '../../../src/session/channel/channel.ts';
import { builtInPlugins } from './builtInPlatforms.ts';
import { FakeTime } from './fakeTime.ts';
import type { PlayedDevice } from './playedDevice.ts';
import { TextSink } from './sessionUnderTest.ts';

/** Counts the characters that are given to the platform's patterns. */
export class CountingPlatform extends CompiledPlatform {
  tested = 0;

  override matchPrompt(tail: string): ReturnType<CompiledPlatform['matchPrompt']> {
    this.tested += tail.length;
    return super.matchPrompt(tail);
  }

  override matchPager(line: string): ReturnType<CompiledPlatform['matchPager']> {
    this.tested += line.length;
    return super.matchPager(line);
  }

  override isQuestion(line: string): boolean {
    this.tested += line.length;
    return super.isQuestion(line);
  }
}

/** A channel with a played device, on a clock of its own. */
export interface ChannelUnderTest {
  readonly time: FakeTime;
  readonly device: PlayedDevice;
  readonly channel: Channel;
  readonly platform: CountingPlatform;
}

/** A channel that has learned `prompt`. */
export async function channelUnderTest(
  device: PlayedDevice,
  id = 'cisco_ios',
  prompt = { mode: 'privileged_exec', host: 'sw1', text: 'sw1#', lines: 1 },
): Promise<ChannelUnderTest> {
  const { platforms } = await builtInPlugins();
  const platform = new CountingPlatform(platforms.get(id).definition);
  const time = new FakeTime();
  const channel = new Channel(device, { platform, clock: time, timers: time });
  channel.knowledge.learn(platform.matchPrompt(prompt.text) ?? prompt);
  platform.tested = 0;
  return { time, device, channel, platform };
}

/** `show x`, unless `more` says otherwise. */
export function exchange(
  { time, channel }: ChannelUnderTest,
  more: Partial<ExchangeRequest> = {},
): Promise<ExchangeEnd> {
  return time.until(
    channel.exchange({
      send: 'show x\n',
      command: 'show x',
      questions: undefined,
      dialogue: [],
      silenceMs: 30_000,
      sink: new TextSink(),
      signal: new AbortController().signal,
      ...more,
    }),
  );
}
