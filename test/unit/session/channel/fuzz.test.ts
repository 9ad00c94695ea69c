import assert from 'node:assert/strict';
import { playDamaged } from '../../../helpers/session/fuzzSession.ts';
import { chunksOf } from '../../../helpers/session/playedDevice.ts';
import { readRecordings, type Recording } from '../../../helpers/session/recordings.ts';

/** SHOWRUN_FUZZ_SEED repeats one that failed; SHOWRUN_FUZZ_COUNT asks for more. */
const firstSeed = Number(process.env['SHOWRUN_FUZZ_SEED'] ?? 20_261_120);
const count = Number(process.env['SHOWRUN_FUZZ_COUNT'] ?? 10_000);
/** Damaged recordings in one test. */
const portion = 500;

describe(`${count} damaged recordings`, () => {
  const recordings = readRecordings();
  const seen = new Set<string>();

  for (let from = 0; from < count; from += portion) {
    it(`end as outputs or with a coded error, from seed ${firstSeed + from}`, async function () {
      this.timeout(60_000);
      for (let seed = firstSeed + from; seed < firstSeed + Math.min(count, from + portion); seed++) {
        const recording = recordings[seed % recordings.length] as Recording;
        const what = `${recording.name}; again with SHOWRUN_FUZZ_SEED=${seed} SHOWRUN_FUZZ_COUNT=1`;
        const outcome = await playDamaged(recording, seed).catch((error: unknown) =>
          assert.fail(`${String(error)} (${what})`),
        );
        assert.equal(outcome.fault, undefined, what);
        for (const status of outcome.statuses) seen.add(status);
      }
    });
  }

  it('give the same in one piece and byte by byte', async function () {
    this.timeout(60_000);
    for (let seed = firstSeed; seed < firstSeed + Math.min(count, 300); seed++) {
      const recording = recordings[seed % recordings.length] as Recording;
      const bytes = await playDamaged(recording, seed, chunksOf(1));
      const whole = await playDamaged(recording, seed, chunksOf(Infinity));
      assert.deepEqual(
        bytes,
        whole,
        `${recording.name}; again with SHOWRUN_FUZZ_SEED=${seed} SHOWRUN_FUZZ_COUNT=1`,
      );
    }
  });

  it('end in every way there is', function () {
    if (count < 1000) this.skip();
    assert.deepEqual([...seen].sort(), ['failed', 'no login', 'ok', 'rejected', 'timeout']);
  });
});
