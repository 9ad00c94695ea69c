import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TelnetCodec, type TelnetEnd } from '../../../../src/core/telnet/telnetCodec.ts';

const iac = 255;
const [dont, doIt, wont, will, sb, se] = [254, 253, 252, 251, 250, 240];
const [binary, echo, sga, ttype, naws, linemode] = [0, 1, 3, 24, 31, 34];

/** A client that notes what it is told. */
function client(more: Partial<TelnetEnd> = {}): { codec: TelnetCodec; told: unknown[] } {
  const told: unknown[] = [];
  const codec = new TelnetCodec({
    remote: [binary, echo, sga],
    local: [binary, sga, ttype, naws],
    onOption: (...option) => told.push(option),
    onSubnegotiation: (option, body) => told.push([option, [...body]]),
    ...more,
  });
  return { codec, told };
}

function receive(codec: TelnetCodec, ...bytes: (number | string)[]): number[] {
  return [...codec.receive(bytesOf(bytes))];
}

function bytesOf(parts: readonly (number | string)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : [part])),
  );
}

describe('telnet protocol', () => {
  it('takes commands out of the data and undoubles IAC', () => {
    const { codec } = client();
    const data = receive(codec, 'a', iac, 241, 'b', iac, iac, 'c', iac, 249, iac, 242);
    assert.deepEqual(data, [...bytesOf(['a', 'b', 255, 'c'])]);
  });

  it('drops the NUL behind a CR, and no other', () => {
    const { codec } = client();
    assert.deepEqual(receive(codec, 13, 0, 'a', 0, 13, 10, 0, 13, iac, 241, 0, 'b'), [
      13,
      ...bytesOf(['a', 0, 13, 10, 0, 13, 'b']),
    ]);
  });

  it('keeps the NUL behind a CR where the transmission is binary', () => {
    const { codec } = client();
    receive(codec, iac, will, binary);
    assert.deepEqual(receive(codec, 13, 0), [13, 0]);
  });

  it('leaves a byte 255 that begins no command as it came, as on a raw port', () => {
    assert.deepEqual(receive(client().codec, 'a', iac, 'b'), [97, 255, 98]);
  });

  it('agrees to what it knows, refuses the rest, once', () => {
    const { codec, told } = client();
    receive(codec, iac, will, echo, iac, will, sga, iac, doIt, ttype, iac, doIt, naws);
    receive(codec, iac, doIt, linemode, iac, will, linemode, iac, doIt, echo);
    receive(codec, iac, doIt, linemode, iac, will, echo, iac, doIt, echo);
    assert.deepEqual(
      [...codec.takeReplies()],
      [
        [iac, doIt, echo],
        [iac, doIt, sga],
        [iac, will, ttype],
        [iac, will, naws],
        [iac, wont, linemode],
        [iac, dont, linemode],
        [iac, wont, echo],
      ].flat(),
    );
    assert.deepEqual(told, [
      ['remote', echo, true],
      ['remote', sga, true],
      ['local', ttype, true],
      ['local', naws, true],
    ]);
    assert.equal(codec.isOn('remote', echo), true);
    receive(codec, iac, wont, echo);
    assert.deepEqual([...codec.takeReplies()], [iac, dont, echo]);
    assert.equal(codec.isOn('remote', echo), false);
  });

  it('does not answer the answer to its own request', () => {
    const { codec } = client();
    codec.request('local', naws, true);
    assert.deepEqual([...codec.takeReplies()], [iac, will, naws]);
    receive(codec, iac, doIt, naws);
    assert.deepEqual([...codec.takeReplies()], []);
    codec.request('local', naws, false);
    receive(codec, iac, dont, naws);
    assert.deepEqual([...codec.takeReplies()], [iac, wont, naws]);
  });

  it('gives subnegotiations, passes over ones that are too long or not ended, and stops at what never ends', () => {
    const { codec, told } = client();
    receive(codec, iac, sb, ttype, 1, iac, iac, iac, se);
    receive(codec, iac, sb, 99, ...Array<number>(1000).fill(7), iac, se, iac, sb, 5, 1, 2, iac, will, sga);
    assert.deepEqual(told, [
      [ttype, [1, 255]],
      ['remote', sga, true],
    ]);
    assert.deepEqual(receive(codec, 'x'), [120]);
    assert.throws(() => receive(codec, iac, sb, 1, ...Array<number>(70_000).fill(7)), {
      code: 'session.telnet-protocol',
    });
  });

  it('stops at a peer that does not stop negotiating', () => {
    const { codec } = client();
    assert.throws(
      () => {
        for (let round = 0; round < 5000; round++) receive(codec, iac, will, echo, iac, wont, echo);
      },
      { code: 'session.telnet-protocol' },
    );
  });

  it('doubles IAC and pads a CR that ends no line, across pieces', () => {
    const { codec } = client();
    assert.deepEqual([...codec.encode(bytesOf(['a', 255, 13]))], [97, 255, 255, 13]);
    assert.deepEqual([...codec.encode(bytesOf([10, 13, 'b']))], [10, 13, 0, 98]);
  });

  it('frames a subnegotiation with its IAC doubled', () => {
    const { codec } = client();
    codec.subnegotiate(naws, [255, 255, 0, 24]);
    assert.deepEqual([...codec.takeReplies()], [iac, sb, naws, iac, iac, iac, iac, 0, 24, iac, se]);
  });

  // What telnet is made of is more likely than in random bytes.
  const byte = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(255, 255, 250, 251, 252, 253, 254, 240, 13, 10, 0) },
    { weight: 2, arbitrary: fc.constantFrom(0, 1, 3, 24, 31, 34, 97, 98) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }) },
  );

  it('gives the same in any pieces', () => {
    fc.assert(
      fc.property(
        fc.array(byte, { maxLength: 300 }),
        fc.array(fc.integer({ min: 1, max: 9 })),
        (bytes, sizes) => {
          const whole = client();
          const wholeData = receive(whole.codec, ...bytes);
          const pieces = client();
          const data: number[] = [];
          let turn = 0;
          for (let at = 0; at < bytes.length;) {
            const size = sizes[turn++ % Math.max(1, sizes.length)] ?? 1;
            data.push(...receive(pieces.codec, ...bytes.slice(at, at + size)));
            at += size;
          }
          assert.deepEqual(data, wholeData);
          assert.deepEqual(pieces.told, whole.told);
          assert.deepEqual(pieces.codec.takeReplies(), whole.codec.takeReplies());
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('takes every text through both ends unharmed, in binary and not', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), fc.boolean(), (pieces, isBinary) => {
        const [sender, receiver] = [client().codec, client().codec];
        if (isBinary) {
          sender.request('local', binary, true);
          receiver.receive(sender.takeReplies());
          sender.receive(receiver.takeReplies());
        }
        // CR NUL is how telnet writes CR: a NUL of one's own behind a CR is the one thing that gets lost.
        const texts = pieces.map((piece) => piece.filter((one) => isBinary || one !== 0));
        const got = texts.flatMap((text) => [...receiver.receive(sender.encode(text))]);
        assert.deepEqual(
          got,
          texts.flatMap((text) => [...text]),
        );
      }),
    );
  });

  it('comes to rest with any other end that keeps to the rules', () => {
    const side = fc.constantFrom<'local' | 'remote'>('local', 'remote');
    const request = fc.tuple(
      fc.boolean(),
      side,
      fc.constantFrom(binary, echo, sga, ttype, naws),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(request, { maxLength: 20 }), (requests) => {
        const ends = [client().codec, client().codec] as const;
        for (const [first, which, option, on] of requests) ends[first ? 0 : 1].request(which, option, on);
        let words = 0;
        for (let round = 0; round < 50; round++) {
          const sent = ends.map((end) => end.takeReplies());
          if (sent.every((bytes) => bytes.length === 0)) break;
          words += sent.reduce((sum, bytes) => sum + bytes.length / 3, 0);
          ends[0].receive(sent[1] ?? new Uint8Array());
          ends[1].receive(sent[0] ?? new Uint8Array());
        }
        assert.deepEqual(
          ends.map((end) => end.takeReplies().length),
          [0, 0],
        );
        assert.ok(words <= 4 * 20 + 40, String(words));
        for (const option of [binary, echo, sga, ttype, naws]) {
          assert.equal(ends[0].isOn('local', option), ends[1].isOn('remote', option));
          assert.equal(ends[1].isOn('local', option), ends[0].isOn('remote', option));
        }
      }),
      { numRuns: 500 },
    );
  });
});
