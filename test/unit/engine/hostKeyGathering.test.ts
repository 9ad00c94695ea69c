import assert from 'node:assert/strict';
import type { Timers } from '../../../src/api/ports.ts';
import type { Answer, Question } from '../../../src/api/question.ts';
import { QuestionDesk } from '../../../src/engine/executor/questionDesk.ts';
import type { ExecutorMessage } from '../../../src/engine/protocol.ts';

/** Timers that go off when a test says so. */
class HandTimers implements Timers {
  #waiting: { readonly ms: number; readonly action: () => void }[] = [];

  after(ms: number, action: () => void): () => void {
    const timer = { ms, action };
    this.#waiting.push(timer);
    return () => {
      this.#waiting = this.#waiting.filter((each) => each !== timer);
    };
  }

  /** Lets all timers of that length go off. */
  fire(ms: number): void {
    const due = this.#waiting.filter((each) => each.ms === ms);
    this.#waiting = this.#waiting.filter((each) => each.ms !== ms);
    for (const { action } of due) action();
  }

  get lengths(): number[] {
    return this.#waiting.map(({ ms }) => ms).sort((a, b) => a - b);
  }
}

const question = (device: string): Question & { kind: 'host-key' } => ({
  kind: 'host-key',
  device,
  key: { host: device, port: 22, algorithm: 'ssh-ed25519', fingerprint: `SHA256:${device}` },
});

describe('host keys that are unknown at the same time', () => {
  let timers: HandTimers;
  let said: ExecutorMessage[];
  let desk: QuestionDesk;
  let ask: (device: string, signal?: AbortSignal) => Promise<Answer>;
  const never = new AbortController().signal;

  beforeEach(() => {
    timers = new HandTimers();
    said = [];
    desk = new QuestionDesk((message) => said.push(message), timers);
    const prompter = desk.prompterFor(() => 'run');
    ask = (device, signal = never) => prompter.ask(question(device), signal);
  });

  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const listed = (message: ExecutorMessage | undefined): string[] =>
    message?.type === 'question' && message.question.kind === 'host-keys'
      ? message.question.entries.map(({ device }) => device)
      : [];

  it('make one question with a list, sorted by name, and each gets its own answer', async () => {
    const answers = ['sw-10', 'sw-2', 'sw-1'].map((device) => ask(device));
    assert.deepEqual(said, []);
    timers.fire(400);
    assert.deepEqual(said.map(listed), [['sw-1', 'sw-2', 'sw-10']]);
    desk.answer(1, { kind: 'host-keys', accept: [true, false] });
    assert.deepEqual(
      (await Promise.all(answers)).map((answer) => answer.kind === 'host-key' && answer.accept),
      [false, false, true],
      'what is missing in the answer counts as no',
    );
  });

  it('one alone is asked about as one', async () => {
    const answer = ask('sw-1');
    timers.fire(400);
    assert.deepEqual(said, [{ type: 'question', run: 'run', id: 1, question: question('sw-1') }]);
    desk.answer(1, { kind: 'host-key', accept: true });
    assert.deepEqual(await answer, { kind: 'host-key', accept: true });
    assert.deepEqual(timers.lengths, []);
  });

  it('never wait longer than the limit, however many more come', () => {
    void ask('a');
    void ask('b');
    assert.deepEqual(timers.lengths, [400, 2_000], 'each new one begins the quiet time anew, not the limit');
    timers.fire(2_000);
    assert.deepEqual(said.map(listed), [['a', 'b']]);
  });

  it('that come while a question is open make the next one', async () => {
    const first = ask('a');
    timers.fire(400);
    const later = [ask('c'), ask('b')];
    timers.fire(400);
    timers.fire(2_000);
    assert.equal(said.length, 1);
    desk.answer(1, { kind: 'host-key', accept: true });
    await first;
    await settled();
    assert.deepEqual(listed(said[1]), ['b', 'c']);
    desk.answer(2, { kind: 'host-keys', accept: [true, true] });
    assert.deepEqual(await Promise.all(later), Array(2).fill({ kind: 'host-key', accept: true }));
  });

  it('are withdrawn when nobody waits any more; one who leaves takes only itself away', async () => {
    const aborts = [new AbortController(), new AbortController()];
    const answers = aborts.map((abort, index) => ask(`d${index}`, abort.signal));
    timers.fire(400);
    aborts[0]?.abort(new Error('stop'));
    await assert.rejects(answers[0]!, /stop/);
    assert.equal(said.length, 1);
    aborts[1]?.abort(new Error('stop'));
    await assert.rejects(answers[1]!, /stop/);
    assert.deepEqual(said.at(-1), { type: 'withdraw', id: 1 });
    await settled();
    void ask('later');
    timers.fire(400);
    assert.equal(said.length, 3, 'the next question is not held up');
  });

  it('are not asked about where they were given up before the question', async () => {
    const abort = new AbortController();
    const answer = ask('a', abort.signal);
    abort.abort(new Error('stop'));
    await assert.rejects(answer, /stop/);
    timers.fire(400);
    assert.deepEqual(said, []);
  });
});
