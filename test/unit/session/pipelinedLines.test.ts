import assert from 'node:assert/strict';
import { PlayedDevice } from '../../helpers/session/playedDevice.ts';
import { command, SessionUnderTest, TextSink } from '../../helpers/session/sessionUnderTest.ts';

/** What a device does with lines that come before it has shown its prompt again. */
type Habit =
  'reads in turn' | 'echoes at once' | 'echoes at once and again' | 'throws away' | 'echoes nothing';

/** A device that takes its time for each line and shows what happens to those that wait. */
class SlowDevice extends PlayedDevice {
  readonly handled: string[] = [];
  readonly #prompt = 'sw1#';
  readonly #after: (ms: number, action: () => void) => void;
  readonly #habit: Habit;
  readonly #delayMs: number;
  readonly #queue: string[] = [];
  #busy = false;

  constructor(habit: Habit, delayMs: number, after: (ms: number, action: () => void) => void) {
    super('\r\nsw1#', []);
    this.#habit = habit;
    this.#delayMs = delayMs;
    this.#after = after;
  }

  override write(data: string): void {
    this.written.push(data);
    const line = data.replace(/\n$/, '');
    if (this.#busy && this.#habit === 'throws away') return;
    if (this.#habit.startsWith('echoes at once')) this.say(`${line}\r\n`);
    this.#queue.push(line);
    if (!this.#busy) this.#next();
  }

  #next(): void {
    const line = this.#queue.shift();
    this.#busy = line !== undefined;
    if (line === undefined) return;
    if (this.#habit === 'reads in turn' || this.#habit === 'throws away') this.say(`${line}\r\n`);
    this.handled.push(line);
    this.#after(this.#delayMs, () => {
      const again = this.#habit === 'echoes at once and again' ? this.#queue[0] : undefined;
      this.say(`answer to ${line}\r\n${this.#prompt}${again === undefined ? '' : `${again}\r\n`}`);
      this.#busy = false;
      this.#next();
    });
  }
}

describe('lines that are sent ahead', () => {
  const habits: readonly Habit[] = [
    'reads in turn',
    'echoes at once',
    'echoes at once and again',
    'throws away',
    'echoes nothing',
  ];
  for (const habit of habits)
    for (const delayMs of [1, 50, 700]) {
      it(`come to nothing wrong on a device that ${habit}, with ${delayMs} ms for each`, async () => {
        const of: { time?: SessionUnderTest['time'] } = {};
        const device = new SlowDevice(habit, delayMs, (ms, action) => of.time?.after(ms, action));
        const test = new SessionUnderTest('cisco_ios', device);
        of.time = test.time;
        const session = await test.open();
        for (const text of ['show one', 'show two', 'show three']) {
          const sink = new TextSink();
          const outcome = await test.run(session, command(text), sink);
          assert.deepEqual([outcome.status, sink.text], ['ok', `answer to ${text}\n`]);
        }
        const [first, ...rest] = device.handled;
        assert.equal(first, 'terminal length 0');
        assert.equal(rest[0], 'terminal width 511');
        assert.deepEqual(rest.slice(-3), ['show one', 'show two', 'show three']);
      });
    }

  it('cost one wait for all', async () => {
    const answer = (line: string, prompt: string) => ({
      send: `${line}\n`,
      reply: `${line}\r\nok\r\n${prompt}`,
    });
    const prompt = 'RP/0/RP0/CPU0:pe1#';
    const device = new PlayedDevice(`\r\n${prompt}`, [
      answer('terminal length 0', prompt),
      answer('terminal width 511', prompt),
      answer('terminal exec prompt no-timestamp', prompt),
    ]);
    const test = new SessionUnderTest('cisco_xr', device);
    await test.open();
    assert.ok(test.time.monotonic() <= 60, `took ${test.time.monotonic()} ms`);
    assert.equal(device.left, 0);
  });
});
