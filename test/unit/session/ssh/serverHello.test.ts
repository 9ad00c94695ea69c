import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ServerHello } from '../../../../src/session/ssh/serverHello.ts';

function nameList(names: readonly string[]): Buffer {
  const text = Buffer.from(names.join(','));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text]);
}

/** Identification and KEXINIT of a server; both directions get the same lists. */
function hello(
  greeting: string,
  lists: { kex: string[]; key: string[]; cipher: string[]; mac: string[] },
): Buffer {
  const { kex, key, cipher, mac } = lists;
  const payload = Buffer.concat([
    Buffer.from([20]),
    Buffer.alloc(16),
    ...[kex, key, cipher, cipher, mac, mac, ['none'], ['none'], [], []].map(nameList),
    Buffer.alloc(5),
  ]);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(payload.length + 1 + 4);
  head[4] = 4;
  return Buffer.concat([
    Buffer.from(`${greeting}SSH-2.0-Box_1\r\n`),
    head,
    payload,
    Buffer.alloc(4),
    Buffer.from('encrypted'),
  ]);
}

const name = fc.stringMatching(/^[a-z0-9-]{1,20}$/);
const names = fc.array(name, { maxLength: 6 });

describe('ServerHello', () => {
  it('finds the same, however the bytes come', () => {
    const lists = fc.record({ kex: names, key: names, cipher: names, mac: names });
    fc.assert(
      fc.property(
        lists,
        fc.constantFrom('', 'Welcome\r\nto us\r\n'),
        fc.integer({ min: 1, max: 200 }),
        (sent, greeting, size) => {
          const bytes = hello(greeting, sent);
          const seen = new ServerHello();
          for (let i = 0; i < bytes.length; i += size) seen.push(bytes.subarray(i, i + size));
          assert.equal(seen.identification, 'SSH-2.0-Box_1');
          assert.equal(seen.greeting, greeting.replace(/\r/g, ''));
          assert.deepEqual(seen.offer, {
            kex: sent.kex,
            serverHostKey: sent.key,
            cipher: sent.cipher,
            hmac: sent.mac,
          });
        },
      ),
    );
  });

  it('takes any bytes without throwing, and keeps little of them', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), fc.boolean(), (chunks, identified) => {
        const seen = new ServerHello();
        if (identified) seen.push(Buffer.from('SSH-2.0-x\r\n'));
        for (const chunk of chunks) seen.push(chunk);
        assert.ok(seen.greeting.length < 10_000);
      }),
    );
  });
});
