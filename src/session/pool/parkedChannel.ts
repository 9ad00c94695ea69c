import type { Clock } from '../../api/ports.ts';
import type { CompiledPlatform } from '../../core/platform/compiledPlatform.ts';
import type { Channel } from '../channel/channel.ts';
import type { PagingLine } from '../modes/modeChanger.ts';

/** A logged-in channel without an owner: nothing of the run that opened it, above all no secret, hangs on it. */
export interface ParkedChannel {
  readonly channel: Channel;
  readonly platform: CompiledPlatform;
  /** The mode that it stands in, which is the one that the login led to. */
  readonly mode: string;
  /** Paging lines that wait for the mode they need. */
  readonly pagingOff: readonly PagingLine[];
}

/** How long a device may take to show its prompt again, in milliseconds. Slower ones are logged in to anew. */
const confirmMs = 5_000;

/**
 * Asks for the prompt by an empty line. True where the same prompt came as before and nothing else did. A device that is too
 * slow, or says something else, is no longer where it was left: whoever asked must close it, never send it anything.
 */
export async function confirmPrompt(
  { channel, platform, mode }: ParkedChannel,
  clock: Clock,
  signal: AbortSignal,
): Promise<boolean> {
  const before = channel.knowledge.text;
  const end = await channel.exchange({
    send: platform.definition.lineEnd,
    command: '',
    questions: undefined,
    dialogue: [],
    silenceMs: confirmMs,
    deadlineAt: clock.monotonic() + confirmMs,
    sink: { write: () => undefined },
    signal,
    probe: true,
  });
  return end.kind === 'prompt' && end.match.mode === mode && end.match.text === before;
}
