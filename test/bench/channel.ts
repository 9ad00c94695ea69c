// npm run bench:channel: what the channel costs, without sockets, timers and files. Times are of one core.
import type { ByteStream } from '../../src/api/transport.ts';
import { loadPlugins } from '../../src/core/platform/loadPlugins.ts';
import { Channel } from '../../src/session/channel/channel.ts';
import { OutputWindow } from '../../src/session/outputWindow.ts';
import { nodeFileReader } from '../../src/store/nodeFileReader.ts';

/** A clock that jumps to the next timer as soon as nothing else is left to do: silence costs no time. */
class JumpingTime {
  #now = 0;
  #due: { at: number; action: () => void } | undefined;

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  after(ms: number, action: () => void): () => void {
    const due = { at: this.#now + ms, action };
    this.#due = due;
    setImmediate(() => {
      if (this.#due !== due) return;
      this.#due = undefined;
      this.#now = due.at;
      action();
    });
    return () => {
      if (this.#due === due) this.#due = undefined;
    };
  }
}

/** Answers every line with the same chunks, each in a turn of the event loop like packets of a network. */
class Repeater implements ByteStream {
  readonly #chunks: readonly Uint8Array[];
  readonly #perTurn: number;
  #listener: (chunk: Uint8Array) => void = () => undefined;

  constructor(chunks: readonly Uint8Array[], perTurn: number) {
    this.#chunks = chunks;
    this.#perTurn = perTurn;
  }

  onData(listener: (chunk: Uint8Array) => void): void {
    this.#listener = listener;
  }

  onClose(): void {
    // It never ends.
  }

  write(): void {
    let next = 0;
    const turn = (): void => {
      for (let count = 0; count < this.#perTurn && next < this.#chunks.length; count++) {
        this.#listener(this.#chunks[next++] as Uint8Array);
      }
      if (next < this.#chunks.length) setImmediate(turn);
    };
    queueMicrotask(turn);
  }

  pause(): void {
    // The pace of the reader is the pace of the event loop here.
  }

  resume(): void {
    // As above.
  }

  close(): void {
    // Nothing is open.
  }
}

const { platforms } = await loadPlugins(nodeFileReader, ['src/plugins']);
const rows: Record<string, string | number>[] = [];
const line = 'GigabitEthernet1/0/24   192.0.2.17      YES NVRAM  up                    up      \r\n';
for (const platform of ['cisco_ios', 'juniper_junos', 'generic']) {
  await measure(`${platform}: 1.5 KB in one piece`, platform, line.repeat(18), 1500, 20_000);
}
await measure('cisco_ios: 1.5 KB in pieces of 100', 'cisco_ios', line.repeat(18), 100, 10_000);
await measure('cisco_ios: no output', 'cisco_ios', '', 1500, 20_000);
await measure('cisco_ios: 5 MB in pieces of 1,400', 'cisco_ios', line.repeat(62_000), 1400, 20);
await measure('cisco_ios: 5 MB in pieces of 32,768', 'cisco_ios', line.repeat(62_000), 32_768, 20);
await measure('cisco_ios: 5 MB without line ends', 'cisco_ios', 'x'.repeat(5_000_000), 1400, 20);
console.table(rows);

/** CPU time of the least disturbed of some rounds of `count / 5` exchanges each. */
async function measure(
  what: string,
  platform: string,
  output: string,
  size: number,
  count: number,
): Promise<void> {
  const reply = Buffer.from(`show something\r\n${output}sw1#`);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < reply.length; at += size) chunks.push(reply.subarray(at, at + size));
  const time = new JumpingTime();
  const stream = new Repeater(chunks, 16);
  const channel = new Channel(stream, { platform: platforms.get(platform), clock: time, timers: time });
  channel.knowledge.learn({ mode: 'privileged_exec', host: 'sw1', text: 'sw1#', lines: 1 });
  const rounds: number[] = [];
  const { signal } = new AbortController();
  for (let round = 0; round < 10; round++) {
    const before = process.cpuUsage();
    for (let index = 0; index < count / 5; index++) {
      const end = await channel.exchange({
        send: 'show something\n',
        command: 'show something',
        questions: undefined,
        dialogue: [],
        silenceMs: 30_000,
        sink: new OutputWindow(),
        signal,
      });
      if (end.kind !== 'prompt') throw new Error(`The exchange ended as ${end.kind}.`);
    }
    const { user, system } = process.cpuUsage(before);
    if (round > 0) rounds.push((user + system) / (count / 5));
  }
  const micros = Math.min(...rounds);
  rows.push({
    what,
    'µs per command': Number(micros.toFixed(1)),
    'ns per byte': Number(((micros * 1000) / reply.length).toFixed(1)),
  });
}
