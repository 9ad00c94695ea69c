import type { ErrorInfo } from '../../../src/api/diagnostic.ts';
import { isErrorInfo } from '../../../src/api/diagnostic.ts';
import type { Session } from '../../../src/session/session.ts';
import { PlayedDevice, type Chunking } from './playedDevice.ts';
import { SeededRandom } from './seededRandom.ts';
import type { Recording } from './recordings.ts';
import { command, SessionUnderTest, TextSink } from './sessionUnderTest.ts';

/** What devices, and those who mean harm, put between other things. */
const insertions = [
  ...[
    '\0',
    '\0\0\0\0',
    '\x07',
    '\b\b\b\b',
    '\r',
    '\r\r\n',
    '\n\n\n',
    '\x1b',
    '\x1b[',
    '\x1b[K',
    '\x1b[2K',
    '\x1b[999C',
  ],
  ...[
    '\x1b[80D',
    '\x1b]0;title',
    '\x1b]0;title\x07',
    '\x1bP',
    '\x1b[24;1H',
    '\x1b[?25l',
    '\x1bE',
    '\xff\xfe',
    '\xc3',
  ],
  ...[
    'sw1#',
    'sw1>',
    '\r\nsw1#',
    '<sw1>',
    '[sw1]',
    'ops@r1:~$ ',
    '[edit]\r\nops@r1# ',
    '--{ running }--[  ]--\r\nA:r1# ',
  ],
  ...[
    ' --More-- ',
    '\r\n--More--',
    '---- More ----',
    '<--- More --->',
    '-- MORE --, next page: Space',
    'Press any key to continue',
  ],
  ...['Password: ', 'login: ', '[confirm]', 'Are you sure? [y/n] ', 'Username:', "(Press 'a' to accept):"],
  ...[
    '\r\n*Nov 20 18:03:21.123: %SYS-5-CONFIG_I: Configured\r\n',
    "% Invalid input detected at '^' marker.\r\n",
    'x'.repeat(3000),
  ],
] as const;

/** How often a reply is damaged at most. */
const maxDamages = 6;

/** Answers whatever is sent with the next reply, right or wrong. */
class CarelessDevice extends PlayedDevice {
  readonly #replies: Uint8Array[];
  readonly #forEver: boolean;
  #next = 0;
  /** Bytes that were said. */
  said = 0;

  constructor(greeting: Uint8Array, replies: Uint8Array[], chunking: Chunking, forEver: boolean) {
    super(greeting, [], chunking);
    this.#replies = replies;
    this.#forEver = forEver;
  }

  override write(): void {
    const turn = this.#next++;
    const reply = this.#replies[this.#forEver ? turn % this.#replies.length : turn];
    if (reply !== undefined && !this.closed) queueMicrotask(() => this.say(reply));
  }

  override say(data: string | Uint8Array): void {
    this.said += data.length;
    super.say(data);
  }
}

/** How a damaged recording went. */
export interface FuzzOutcome {
  readonly statuses: readonly string[];
  /** What each command gave, and what was kept apart from it. */
  readonly outputs: readonly (readonly [output: string, messages: string])[];
  /** What is wrong with it; undefined where every command ended as it may. */
  readonly fault?: string;
}

/** Plays a recording with damage that `seed` decides, in pieces that `seed` decides unless `pieces` does, and judges how it ends. */
export async function playDamaged(
  recording: Recording,
  seed: number,
  pieces?: Chunking,
): Promise<FuzzOutcome> {
  const random = new SeededRandom(seed);
  const replies = recording.steps.map(({ reply }) => damaged(Buffer.from(reply), random));
  const greeting = random.chance(0.7)
    ? Buffer.from(recording.greeting)
    : damaged(Buffer.from(recording.greeting), random);
  if (random.chance(0.1)) replies.splice(random.below(replies.length), 1);
  if (random.chance(0.1))
    replies.splice(random.below(replies.length), 0, damaged(Buffer.from(recording.greeting), random));
  const anyPieces = chunking(random);
  const chunks = pieces ?? anyPieces;
  const device = new CarelessDevice(greeting, replies, chunks, replies.length > 0 && random.chance(0.003));
  const test = new SessionUnderTest(recording.platform, device, recording.secrets);
  const statuses: string[] = [];
  const outputs: [string, string][] = [];
  let session: Session;
  try {
    session = await test.open();
  } catch (error) {
    statuses.push('no login');
    return {
      statuses,
      outputs,
      ...faultOf(isErrorInfo(error) ? error : undefined, 'the login', String(error)),
    };
  }
  for (const { text, mode, expect } of recording.commands) {
    const sink = new TextSink();
    const line = command(text, {
      ...(mode === undefined ? {} : { mode }),
      ...(expect === undefined ? {} : { expect }),
    });
    const { status, error, bytes } = await test.run(session, line, sink);
    statuses.push(status);
    outputs.push([sink.text, sink.messages]);
    if (status !== 'ok') {
      const fault = faultOf(error, `"${text}"`, status);
      if (fault.fault !== undefined) return { statuses, outputs, ...fault };
    }
    if (bytes !== Buffer.byteLength(sink.text))
      return { statuses, outputs, fault: `"${text}" has ${bytes} bytes, not those of its output` };
    if (sink.text.length + sink.messages.length > 100 * device.said + 10_000)
      return {
        statuses,
        outputs,
        fault: `"${text}" gave ${sink.text.length} characters of ${device.said} bytes`,
      };
  }
  return { statuses, outputs };
}

function faultOf(error: ErrorInfo | undefined, what: string, how: string): { fault?: string } {
  if (error === undefined) return { fault: `${what} ended without a coded error: ${how}` };
  return /^session\.[a-z-]+$/.test(error.code) && error.message !== ''
    ? {}
    : { fault: `${what}: ${error.code}: ${error.message}` };
}

function damaged(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  let result = Buffer.from(bytes);
  if (random.chance(0.4)) return result;
  for (let count = random.below(maxDamages) + 1; count > 0; count--) result = damage(result, random);
  return result;
}

function damage(bytes: Buffer, random: SeededRandom): Buffer<ArrayBuffer> {
  const at = random.below(bytes.length + 1);
  const end = Math.min(bytes.length, at + random.below(random.chance(0.5) ? 8 : 200));
  switch (random.below(6)) {
    case 0: {
      const flipped = Buffer.from(bytes);
      if (at < flipped.length) flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8));
      return flipped;
    }
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
    case 3: {
      const [first, second] = [bytes.subarray(0, at), bytes.subarray(at, end)];
      return Buffer.concat([second, first, bytes.subarray(end)]);
    }
    case 4: {
      const noise = Buffer.from(Array.from({ length: random.below(40) }, () => random.below(256)));
      return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
    }
    default: {
      const text = Buffer.from(random.pick(insertions), 'latin1');
      const times = random.chance(0.05) ? 200 : random.chance(0.2) ? 5 : 1;
      return Buffer.concat([
        bytes.subarray(0, at),
        ...Array.from({ length: times }, () => text),
        bytes.subarray(at),
      ]);
    }
  }
}

/** Pieces of any size; now and then two of them change places. */
function chunking(random: SeededRandom): Chunking {
  const largest = random.pick([1, 3, 40, 1400, 5000]);
  const disorder = random.chance(0.1);
  return (bytes) => {
    const chunks: Uint8Array[] = [];
    for (let at = 0; at < bytes.length;) {
      const size = random.below(largest) + 1;
      chunks.push(bytes.subarray(at, at + size));
      at += size;
    }
    if (disorder && chunks.length > 1) {
      const from = random.below(chunks.length - 1);
      chunks.splice(from, 2, ...chunks.slice(from, from + 2).reverse());
    }
    return chunks;
  };
}
