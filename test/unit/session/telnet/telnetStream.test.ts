import assert from 'node:assert/strict';
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { telnetStream } from '../../../../src/session/telnet/telnetStream.ts';

const [iac, will, wont, doIt, sb, se] = [255, 251, 252, 253, 250, 240];

/** The other end of a connection: says what it is told to, keeps what it gets. */
class OtherEnd extends Duplex {
  readonly got: number[] = [];
  /** False for one that takes nothing any more. */
  listens = true;

  override _read(): void {
    return;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.got.push(...chunk);
    if (this.listens) done();
  }

  say(...bytes: (number | string)[]): void {
    this.push(
      Buffer.concat(bytes.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.of(part)))),
    );
  }
}

interface Opened {
  readonly end: OtherEnd;
  readonly stream: ReturnType<typeof telnetStream>;
  text(): string;
  readonly closed: Promise<(Error & { code?: string }) | undefined>;
}

function open(whyLost?: () => Error | undefined): Opened {
  const end = new OtherEnd();
  const facts = { label: 'r1', terminal: { width: 80, height: 24 } };
  const stream = telnetStream(end, whyLost === undefined ? facts : { ...facts, whyLost });
  let text = '';
  stream.onData((chunk) => (text += Buffer.from(chunk).toString('latin1')));
  const closed = new Promise<Error | undefined>((resolve) => stream.onClose(resolve));
  return { end, stream, text: () => text, closed };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a telnet stream', () => {
  it('gives what came before anybody listened, and answers only then', async () => {
    const end = new OtherEnd();
    const stream = telnetStream(end, { label: 'r1', terminal: { width: 80, height: 24 } });
    end.say(iac, doIt, 31, 'login: ');
    await turn();
    assert.deepEqual(end.got, []);
    let text = '';
    stream.onData((chunk) => (text += Buffer.from(chunk).toString()));
    await turn();
    assert.equal(text, 'login: ');
    assert.deepEqual(end.got, [iac, will, 31, iac, sb, 31, 0, 80, 0, 24, iac, se]);
  });

  it('writes every line end as Return, and doubles IAC', () => {
    const { end, stream } = open();
    stream.write('a\nb\rc\r\nd');
    stream.write(Uint8Array.of(255, 1));
    assert.equal(Buffer.from(end.got).toString('latin1'), 'a\r\nb\r\nc\r\nd\xff\xff\x01');
  });

  it('stops and goes on', async () => {
    const { end, stream, text } = open();
    stream.pause();
    end.say('one');
    await turn();
    assert.equal(text(), '');
    stream.resume();
    await turn();
    assert.equal(text(), 'one');
  });

  it('says nothing of an end of our own making', async () => {
    const { end, stream, closed } = open();
    stream.close();
    assert.equal(await closed, undefined);
    assert.equal(end.destroyed, true);
    stream.write('too late');
  });

  it('tells ends that may pass from ends in the middle', async () => {
    const code = async (act: (end: OtherEnd) => void, whyLost?: () => Error): Promise<string | undefined> => {
      const { end, closed } = open(whyLost);
      act(end);
      await turn();
      return (await closed)?.code;
    };
    const reset = (): Error => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    assert.equal(await code((end) => end.push(null)), 'session.reset');
    assert.equal(await code((end) => end.destroy(reset())), 'session.reset');
    const talked = (act: (end: OtherEnd) => void) => (end: OtherEnd) => {
      end.on('data', () => setImmediate(act, end));
      end.say('login: ');
    };
    assert.equal(await code(talked((end) => end.push(null))), undefined);
    assert.equal(await code(talked((end) => end.destroy(reset()))), 'session.lost');
    const dead = Object.assign(new Error('read ETIMEDOUT'), { code: 'ETIMEDOUT' });
    assert.equal(await code(talked((end) => end.destroy(dead))), 'session.lost');
    const jump = Object.assign(new Error('gone'), { code: 'session.jump-host-lost' });
    assert.equal(
      await code(
        (end) => end.destroy(),
        () => jump,
      ),
      'session.jump-host-lost',
    );
  });

  it('gives up on one that negotiates and reads no answers', async () => {
    const { end, closed } = open();
    end.listens = false;
    end.say(...Array.from({ length: 3000 }, () => [iac, will, 1, iac, wont, 1]).flat());
    const reason = await closed;
    assert.equal(reason?.code, 'session.telnet-protocol');
    assert.ok(end.destroyed && end.writableLength < 2_000_000);
  });

  it('survives whatever comes, and writes little for it', async () => {
    const byte = fc.oneof(fc.constantFrom(255, 250, 251, 252, 253, 254, 240, 24, 31, 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(byte, { maxLength: 60 }), { maxLength: 20 }), async (chunks) => {
        const { end, stream, text } = open();
        for (const chunk of chunks) end.say(...chunk);
        await turn();
        const sent = chunks.flat().length;
        assert.ok(text().length <= sent);
        assert.ok(end.got.length <= 4 * sent + 20, `${end.got.length} for ${sent}`);
        stream.close();
      }),
      { numRuns: 300 },
    );
  });
});
