import type { Clock } from '../../api/ports.ts';
import { ShowrunError } from '../../core/errors.ts';
import type { CompiledPlatform } from '../../core/platform/compiledPlatform.ts';
import { Detection, type SeenDevice } from '../../core/platform/detect/detection.ts';
import type { Channel } from '../channel/channel.ts';
import { quoted } from '../sessionErrors.ts';

/** What is known of a device from an earlier connection. */
export interface RememberedPlatform {
  /** Its id. */
  readonly platform: string;
  /** The SSH identification that the device had then. */
  readonly identification?: string;
}

/** What finding out a platform needs. */
export interface DetectionDependencies {
  /** The platforms that a device can be found out to have. */
  readonly platforms: () => readonly CompiledPlatform[];
  readonly remembered?: RememberedPlatform;
}

/** Silence after which the answer to a command is given up, in milliseconds. */
const silenceMs = 5000;
/** Time for one answer, in milliseconds, however much a device talks. */
const answerMs = 10_000;
/** Characters of an output that are looked at: versions stand at the beginning. */
const maxOutput = 16_384;

/**
 * Finds out the platform of a device that waits at a prompt, with at most two harmless commands. A remembered one is believed
 * if the device still identifies itself in the same way and its prompts fit. Throws `session.platform-unknown`, or why
 * the connection ended.
 */
export async function findPlatform(
  device: string,
  channel: Channel,
  seen: SeenDevice,
  { platforms, remembered }: DetectionDependencies,
  clock: Clock,
  signal: AbortSignal,
): Promise<CompiledPlatform> {
  const candidates = platforms();
  if (remembered !== undefined && remembered.identification === seen.identification) {
    const known = candidates.find(({ id }) => id === remembered.platform);
    if (known?.matchPrompt(seen.tail) !== undefined) return known;
  }
  const detection = new Detection(candidates, seen);
  const asked: string[] = [];
  for (;;) {
    const step = detection.next();
    if (step.kind === 'unknown') throw unknown(device, channel, seen, asked, step.likely);
    if (step.kind === 'known') return candidates.find(({ id }) => id === step.platform) as CompiledPlatform;
    const until = clock.monotonic() + answerMs;
    const output = await ask(device, channel, step.command, until, signal);
    asked.push(`"${step.command}" with "${firstLine(output)}"`);
    detection.answered(step.command, output);
  }
}

async function ask(
  device: string,
  channel: Channel,
  command: string,
  deadlineAt: number,
  signal: AbortSignal,
): Promise<string> {
  let output = '';
  const end = await channel.exchange({
    send: `${command}\r`,
    command,
    questions: undefined,
    dialogue: [],
    silenceMs,
    deadlineAt,
    signal,
    sink: {
      write: (text) => {
        if (output.length < maxOutput) output += text.slice(0, maxOutput - output.length);
      },
    },
  });
  if (end.kind === 'prompt') return output;
  if (end.kind === 'cancelled')
    throw new ShowrunError('session.cancelled', `The login to ${device} was cancelled.`);
  if (end.kind === 'closed')
    throw new ShowrunError(
      'session.closed',
      `${device} closed the connection when it was asked for its platform by "${command}".`,
      { cause: end.error },
    );
  const last = 'text' in end ? ` Its last line: ${quoted(end.text)}` : '';
  throw new ShowrunError(
    'session.platform-unknown',
    `${device} did not come back to a prompt when it was asked for its platform by "${command}".${last}`,
    { hint: 'Write its platform into device_type of the inventory.' },
  );
}

/** What was seen, so that a person can tell. */
function unknown(
  device: string,
  channel: Channel,
  seen: SeenDevice,
  asked: readonly string[],
  likely: readonly string[],
): ShowrunError {
  const facts = [
    ...(seen.identification === undefined ? [] : [`It identifies itself as ${quoted(seen.identification)}`]),
    `Its prompt is ${quoted(channel.knowledge.text)}`,
    ...(asked.length === 0 ? [] : [`It answered ${asked.join(', and ')}.`]),
  ];
  const near = likely.length === 0 ? '' : ` It may be ${likely.join(' or ')}.`;
  return new ShowrunError(
    'session.platform-unknown',
    `The platform of ${device} could not be found out. ${facts.join(' ')}`.trimEnd(),
    {
      hint: `Write its platform into device_type of the inventory; "generic" or "ios_like" where Showrun does not know it.${near}`,
    },
  );
}

function firstLine(text: string): string {
  return (
    text
      .split('\n')
      .map((line) => line.trim())
      .find((line) => /\w/.test(line))
      ?.slice(0, 200) ?? ''
  );
}
