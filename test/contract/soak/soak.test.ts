import assert from 'node:assert/strict';
import { runSoak } from '../../soak/runSoak.ts';

describe('soak, a short one', function () {
  this.timeout(240_000);

  it('some 120 runs with random faults: no output in a wrong place, nothing left behind', async function () {
    if (process.platform === 'win32') this.skip(); // the executor is asked by a signal for what it holds
    const { counts, breaches } = await runSoak({
      seed: 20_261_121,
      devices: 100,
      width: 16,
      batch: 40,
      goesOn: ({ runs }) => runs < 80,
      say: () => undefined,
    });
    assert.deepEqual(breaches, []);
    assert.ok(counts.runs >= 80 && counts.resumed > 0 && counts.interrupted > 0, JSON.stringify(counts));
    assert.ok(counts.outputs > 600 && counts.healthy > 300, JSON.stringify(counts));
  });
});
