import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeKey, startFixture } from './fixtureServer.ts';
import type { Fixture } from './fixtureServer.ts';
import { Harness, defaultAnswer, reader } from './sshHarness.ts';

describe('SSH: jump hosts', () => {
  let fixtures: Fixture[] = [];
  let harness: Harness;

  async function fixture(...options: Parameters<typeof startFixture>): Promise<Fixture> {
    const made = await startFixture(...options);
    fixtures.push(made);
    return made;
  }

  afterEach(async () => {
    harness.transport.close();
    await harness.close();
    for (const made of fixtures) await made.close();
    fixtures = [];
  });

  it('goes through two of them, each with its own login and host key', async () => {
    const [outer, inner, device] = [
      await fixture({ hostKeys: [makeKey().private] }),
      await fixture({ hostKeys: [makeKey().private] }),
      await fixture({ hostKeys: [makeKey().private] }),
    ];
    harness = await Harness.create({ hostKeys: 'ask' });
    const jumpHost = `ann@127.0.0.1:${outer.port},bob@127.0.0.1:${inner.port}`;
    const { until } = reader(await harness.open(harness.device(device.port, { jumpHost, username: 'eve' })));
    await until('fixture> ');
    assert.deepEqual(outer.seen.forwards, [`127.0.0.1:${inner.port}`]);
    assert.deepEqual(inner.seen.forwards, [`127.0.0.1:${device.port}`]);
    const asked = harness.prompter.questions.map((question) =>
      question.kind === 'host-key'
        ? `key ${question.key.port}`
        : `${question.kind} ${'device' in question ? question.device : ''}`,
    );
    assert.deepEqual(asked, [
      'credential jump host 127.0.0.1',
      `key ${outer.port}`,
      `key ${inner.port}`,
      'credential core-1',
      `key ${device.port}`,
    ]);
  });

  it('shares one connection among all devices behind it, and closes it in the end', async () => {
    const [jump, device] = [await fixture(), await fixture()];
    harness = await Harness.create();
    const jumpHost = `ann@127.0.0.1:${jump.port}`;
    const streams = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        harness.open(harness.device(device.port, { name: `d${index}`, jumpHost })),
      ),
    );
    assert.equal(jump.seen.connections, 1);
    assert.equal(device.seen.connections, 8);
    for (const stream of streams) stream.close();
    await device.idle();
    assert.equal(jump.seen.open, 1, 'kept for the next device');
    await harness.open(harness.device(device.port, { jumpHost }));
    assert.equal(jump.seen.connections, 1);
    harness.transport.close();
    await jump.idle();
    await device.idle();
  });

  it('opens further connections to a jump host that bears few channels, and no more than are needed', async () => {
    const [jump, device] = [await fixture({ maxForwards: 2 }), await fixture()];
    harness = await Harness.create();
    const jumpHost = `ann@127.0.0.1:${jump.port}`;
    const open = (name: string) => harness.open(harness.device(device.port, { name, jumpHost }));
    const streams = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(open));
    assert.equal(jump.seen.connections, 3, 'two on each');
    assert.equal(device.seen.connections, 5);
    const asked = jump.seen.forwards.length;
    streams[0]?.close();
    await Promise.all(['f', 'g'].map(open));
    assert.equal(jump.seen.forwards.length, asked + 2, 'the limit is known now: nothing is refused any more');
    assert.equal(harness.prompter.questions.filter(({ kind }) => kind === 'credential').length, 2);
  });

  it('lets those wait who find every connection to a jump host full', async () => {
    const [jump, device] = [await fixture({ maxForwards: 1 }), await fixture()];
    harness = await Harness.create();
    const jumpHost = `ann@127.0.0.1:${jump.port}`;
    let done = 0;
    await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        const stream = await harness.open(harness.device(device.port, { name: `d${index}`, jumpHost }));
        const { until } = reader(stream);
        await until('fixture> ');
        stream.close();
        done++;
      }),
    );
    assert.equal(done, 30);
    assert.ok(jump.seen.connections <= 10, `${jump.seen.connections} connections`);
  });

  it('says that a jump host makes no channel at all', async () => {
    const [jump, device] = [await fixture({ maxForwards: 0 }), await fixture()];
    harness = await Harness.create();
    const jumpHost = `ann@127.0.0.1:${jump.port}`;
    const results = await Promise.allSettled(
      ['a', 'b', 'c'].map((name) => harness.open(harness.device(device.port, { name, jumpHost }))),
    );
    for (const result of results) {
      assert.equal(result.status, 'rejected');
      assert.equal((result.reason as { code: string }).code, 'session.jump-host-full');
    }
    assert.ok(jump.seen.connections <= 3);
  });

  for (const jumpFailureMs of [60_000, 1]) {
    it(`is ${jumpFailureMs === 1 ? 'tried again' : 'not knocked at'} ${jumpFailureMs} ms after it was dead`, async () => {
      const device = await fixture();
      const jump = await fixture();
      const { port } = jump;
      await jump.close();
      fixtures.splice(fixtures.indexOf(jump), 1);
      harness = await Harness.create({ jumpFailureMs });
      const open = () => harness.open(harness.device(device.port, { jumpHost: `ann@127.0.0.1:${port}` }));
      await assert.rejects(open(), { code: 'session.refused' });
      const again = await fixture({ port });
      const isOpen = (): Promise<boolean> =>
        open().then(
          () => true,
          () => false,
        );
      if (jumpFailureMs !== 1) assert.equal(await isOpen(), false);
      else while (!(await isOpen())) await new Promise((resolve) => setImmediate(resolve));
      assert.equal(again.seen.connections, jumpFailureMs === 1 ? 1 : 0);
    });
  }

  it('closes a jump host that has been idle for long enough', async () => {
    const [jump, device] = [await fixture(), await fixture()];
    harness = await Harness.create({ jumpIdleMs: 20 });
    const stream = await harness.open(
      harness.device(device.port, { jumpHost: `ann@127.0.0.1:${jump.port}` }),
    );
    stream.close();
    await jump.idle();
  });

  it('reports a lost jump host to each device as what it is, and once in the log', async () => {
    const [jump, device] = [await fixture(), await fixture()];
    harness = await Harness.create();
    const jumpHost = `ann@127.0.0.1:${jump.port}`;
    const streams = await Promise.all(
      ['a', 'b', 'c'].map((name) => harness.open(harness.device(device.port, { name, jumpHost }))),
    );
    const closed = streams.map((stream) => reader(stream).closed);
    jump.drop();
    const reasons = (await Promise.all(closed)) as unknown as { code: string; message: string }[];
    for (const reason of reasons) {
      assert.equal(reason.code, 'session.jump-host-lost');
      assert.match(reason.message, /the connection to jump host 127\.0\.0\.1 was lost/);
    }
    assert.equal(harness.logger.lines.filter((line) => line.startsWith('warn')).length, 1);
    await device.idle();
  });

  it('takes a jump host that is lost in the middle of a request for lost, not for one that forbids it', async () => {
    const [jump, device] = [await fixture(), await fixture()];
    harness = await Harness.create();
    const jumpHost = `ann@127.0.0.1:${jump.port}`;
    const codes = new Set<string>();
    const open = (): Promise<unknown> =>
      harness.open(harness.device(device.port, { jumpHost })).then(
        () => codes.add('ok'),
        (error: unknown) => codes.add((error as { readonly code: string }).code),
      );
    for (let turns = 0; turns < 12; turns += 1) {
      await open();
      jump.drop();
      // from before the connection is known to be gone until after
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      await open();
    }
    assert.deepEqual([...codes].sort(), ['ok', 'session.jump-host-lost']);
  });

  it('says when the device cannot be reached from the jump host', async () => {
    const [jump, device] = [await fixture(), await fixture()];
    const { port } = device;
    await device.close();
    fixtures.pop();
    harness = await Harness.create();
    await assert.rejects(
      harness.open(harness.device(port, { jumpHost: `ann@127.0.0.1:${jump.port}` })),
      (error: { code: string; message: string }) => {
        assert.match(error.code, /^session\.(refused|unreachable|jump-host-refused)$/);
        assert.match(error.message, /^core-1: the jump host 127\.0\.0\.1 /);
        return true;
      },
    );
  });

  it('names the jump host whose login fails, for every device that waits for it, after one try', async () => {
    const jump = await fixture({
      auth: (context) => {
        context.reject(['password']);
      },
    });
    const device = await fixture();
    harness = await Harness.create();
    const jumpHost = `ann@127.0.0.1:${jump.port}`;
    const results = await Promise.allSettled(
      ['a', 'b', 'c'].map((name) => harness.open(harness.device(device.port, { name, jumpHost }))),
    );
    for (const result of results) {
      assert.equal(result.status, 'rejected');
      assert.equal((result.reason as { code: string }).code, 'session.auth-rejected');
      assert.match((result.reason as Error).message, /^jump host 127\.0\.0\.1: the login as "ann"/);
    }
    await assert.rejects(harness.open(harness.device(device.port, { name: 'later', jumpHost })), {
      code: 'session.auth-rejected',
    });
    assert.deepEqual(jump.seen.attempts, ['password'], 'nor is it tried again for a device that comes later');
    assert.equal(device.seen.connections, 0);
  });

  it('lets one device be cancelled while the others go on', async () => {
    let asked = (): void => undefined;
    const asking = new Promise<void>((resolve) => {
      asked = resolve;
    });
    let answer = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const [jump, device] = [await fixture(), await fixture()];
    harness = await Harness.create({
      answer: async (question) => {
        if (question.kind === 'credential' && question.credential.startsWith('jump:')) {
          asked();
          await gate;
        }
        return defaultAnswer(question);
      },
    });
    const jumpHost = `ann@127.0.0.1:${jump.port}`;
    const abort = new AbortController();
    const first = harness.open(harness.device(device.port, { name: 'a', jumpHost }), {}, abort.signal);
    const second = harness.open(harness.device(device.port, { name: 'b', jumpHost }));
    await asking;
    abort.abort();
    await assert.rejects(first, { code: 'session.cancelled' });
    answer();
    await second;
    assert.equal(jump.seen.connections, 1);
  });

  it('gives up a jump host that nobody waits for any more', async () => {
    let asked = (): void => undefined;
    const asking = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const [jump, device] = [await fixture(), await fixture()];
    harness = await Harness.create({
      answer: () => {
        asked();
        return new Promise(() => undefined);
      },
    });
    const abort = new AbortController();
    const opening = harness.open(
      harness.device(device.port, { jumpHost: `ann@127.0.0.1:${jump.port}` }),
      {},
      abort.signal,
    );
    await asking;
    abort.abort();
    await assert.rejects(opening, { code: 'session.cancelled' });
    assert.deepEqual(
      harness.prompter.signals.map((signal) => signal.aborted),
      [true],
      'the question is withdrawn',
    );
    await jump.idle();
  });

  it('follows ProxyJump of an ssh_config, with aliases', async () => {
    const [jump, device] = [await fixture(), await fixture()];
    harness = await Harness.create();
    const sshConfigFile = join(harness.folder, 'config');
    await writeFile(
      sshConfigFile,
      `Host core-*\n  HostName 127.0.0.1\n  Port ${device.port}\n  User eve\n  ProxyJump bastion\nHost bastion\n  HostName 127.0.0.1\n  Port ${jump.port}\n  User ann\n`,
    );
    const { port: _, ...address } = harness.device(0, { host: 'core-1', sshConfigFile });
    await harness.open(address);
    assert.deepEqual(jump.seen.forwards, [`127.0.0.1:${device.port}`]);
  });
});
