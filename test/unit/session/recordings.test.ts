import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chunksOf, PlayedDevice, type Chunking } from '../../helpers/session/playedDevice.ts';
import { readRecordings, type Recording } from '../../helpers/session/recordings.ts';
import { command, SessionUnderTest, TextSink } from '../../helpers/session/sessionUnderTest.ts';

/** Plays a recording and returns what the session made of it. */
async function play(recording: Recording, chunking: Chunking): Promise<unknown> {
  const device = new PlayedDevice(recording.greeting, recording.steps, chunking);
  const test = new SessionUnderTest(recording.platform, device, recording.secrets);
  const session = await test.open();
  const results = [];
  for (const { text, mode, expect } of recording.commands) {
    const sink = new TextSink();
    const outcome = await test.run(
      session,
      command(text, { ...(mode === undefined ? {} : { mode }), ...(expect === undefined ? {} : { expect }) }),
      sink,
    );
    assert.equal(outcome.bytes, Buffer.byteLength(sink.text));
    results.push({
      text,
      status: outcome.status,
      output: sink.text,
      messages: sink.messages,
      code: outcome.error?.code,
      failure: outcome.failure?.text,
      closed: session.closed,
    });
  }
  assert.deepEqual(device.unexpected, []);
  assert.equal(device.left, 0);
  return { results, notes: session.notes.length };
}

function wanted(recording: Recording, got: unknown): unknown {
  const { results } = got as { results: { code: string | undefined; failure: string | undefined }[] };
  return {
    results: recording.commands.map((line, index) => ({
      text: line.text,
      status: line.status ?? 'ok',
      output: line.output,
      messages: line.messages ?? '',
      code: line.code ?? (line.status === undefined ? undefined : results[index]?.code),
      failure: line.failure ?? (line.status === 'rejected' ? results[index]?.failure : undefined),
      closed: line.closed ?? false,
    })),
    notes: recording.notes ?? 0,
  };
}

describe('recorded sessions', () => {
  for (const recording of readRecordings()) {
    for (const size of [1, 7, 4096, Infinity]) {
      it(`${recording.name} in ${size === Infinity ? 'one piece' : `pieces of ${size}`}`, async () => {
        const got = await play(recording, chunksOf(size));
        assert.deepEqual(got, wanted(recording, got));
      });
    }

    it(`${recording.name} in any pieces`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 }),
          async (sizes) => {
            let turn = 0;
            const chunking: Chunking = (bytes) => {
              const chunks = [];
              for (let at = 0; at < bytes.length;) {
                const size = sizes[turn++ % sizes.length] ?? 1;
                chunks.push(bytes.subarray(at, at + size));
                at += size;
              }
              return chunks;
            };
            const got = await play(recording, chunking);
            assert.deepEqual(got, wanted(recording, got));
          },
        ),
        { numRuns: 15 },
      );
    });
  }
});
