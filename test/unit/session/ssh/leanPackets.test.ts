import assert from 'node:assert/strict';
import { PassThrough, Writable } from 'node:stream';
import { gatherWrites } from '../../../../src/session/ssh/leanPackets.ts';
import { turn } from '../time/machineTime.ts';

/** What arrives below, a string for each write. */
function collecting(highWaterMark = 16_384): { readonly stream: Writable; readonly written: string[] } {
  const written: string[] = [];
  const stream = new Writable({
    highWaterMark,
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk.toString());
      setImmediate(done);
    },
  });
  return { stream, written };
}

describe('writes that are gathered', () => {
  it('leave together at the end of the turn, in order', async () => {
    const { stream, written } = collecting();
    gatherWrites(stream as never);
    for (const piece of ['length ', 'content ', 'tag']) stream.write(Buffer.from(piece));
    assert.deepEqual(written, []);
    await turn();
    stream.write(Buffer.from('next'));
    await turn();
    assert.deepEqual(written, ['length content tag', 'next']);
  });

  it('keep their order with what is written in other ways, and are complete at the end', async () => {
    const { stream, written } = collecting();
    gatherWrites(stream as never);
    stream.write(Buffer.from('a'));
    stream.write('b', 'utf8');
    stream.write(Buffer.from('c'));
    const ended = new Promise((resolve) => stream.once('finish', resolve));
    stream.end();
    await ended;
    assert.equal(written.join(''), 'abc');
  });

  it('tell a writer to wait where the stream below has enough', async () => {
    const { stream } = collecting(4);
    gatherWrites(stream as never);
    assert.equal(stream.write(Buffer.from('0123456789')), true, 'nobody knows yet');
    await new Promise((resolve) => process.nextTick(resolve));
    assert.equal(stream.write(Buffer.from('more')), false);
    await new Promise((resolve) => stream.once('drain', resolve));
    assert.equal(stream.write(Buffer.from('again')), true);
  });

  it('are dropped with a stream that is gone', async () => {
    const stream = new PassThrough();
    gatherWrites(stream);
    stream.write(Buffer.from('late'));
    stream.destroy();
    await turn();
    assert.equal(stream.destroyed, true);
  });
});
