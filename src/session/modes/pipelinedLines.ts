import type { Channel, ExchangeEnd } from '../channel/channel.ts';
import { OutputWindow } from '../outputWindow.ts';

/** Silence after which a line that was sent ahead counts as lost, in milliseconds. */
const lostMs = 2000;

/** What the lines are sent with. */
export interface PipelineContext {
  readonly channel: Channel;
  readonly lineEnd: string;
  readonly silenceMs: number;
  readonly signal: AbortSignal;
}

/**
 * Sends lines without waiting for the answer to each, as somebody does who pastes them, and reads until every one was
 * answered: its echo behind a prompt tells that its turn came. Costs one round trip for all. Resolves with how the last exchange
 * ended, and with the lines that got no answer: a device may throw away what is typed ahead. Only for lines that may be sent again.
 */
export async function sendAhead(
  lines: readonly string[],
  { channel, lineEnd, silenceMs, signal }: PipelineContext,
): Promise<{ readonly end: ExchangeEnd; readonly lost: readonly string[] }> {
  let waiting = [...lines];
  let ahead = false;
  for (;;) {
    const [command = '', ...rest] = waiting;
    const output = new OutputWindow();
    const exchange = channel.exchange({
      ...(ahead ? {} : { send: command + lineEnd }),
      command,
      questions: undefined,
      dialogue: [],
      silenceMs: ahead ? Math.min(lostMs, silenceMs) : silenceMs,
      sink: output,
      signal,
      ahead: true,
    });
    if (!ahead) for (const line of rest) channel.write(line + lineEnd);
    const end = await exchange;
    if (ahead && end.kind === 'silence') return { end, lost: waiting };
    waiting = unanswered(rest, output.texts.join('\n'), channel.knowledge.text);
    if (end.kind !== 'prompt' || waiting.length === 0) return { end, lost: [] };
    ahead = true;
  }
}

/** The lines whose turn had not come yet: what answers them is not in an output that goes on behind the prompt. */
function unanswered(lines: readonly string[], output: string, prompt: string): string[] {
  const seen = squeeze(output);
  let from = 0;
  for (const [index, line] of lines.entries()) {
    const echo = squeeze(prompt + line);
    const at = seen.indexOf(echo, from);
    if (at < 0) return lines.slice(index);
    from = at + echo.length;
  }
  return [];
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
