import assert from 'node:assert/strict';
import { deviceFaults } from './deviceFaults.ts';
import { documentWith, missing } from './faultTable.ts';

/** Every fault of docs/reliability.md, in its order. */
const faults = [
  ...deviceFaults.map(({ fault }) => fault),
  'half-open after a sleep',
  'program stopped and let go on',
  'jump host dying',
  'run folder cannot be written',
  'run folder moved away in a run',
  'disk full',
  'journal torn in the middle of a line',
  'executor killed',
  'editor closed during a run',
  'two editors on one workspace',
  'clock going backwards',
];

describe('docs/reliability.md', () => {
  it('has the table that the tests before this one have observed', async function () {
    const notTried = missing(faults);
    // Some tests alone, or a system where not every fault can be made: there is no whole table to compare.
    if (notTried.length > 0) this.skip();
    const { is, wanted, write } = await documentWith(faults);
    if (process.env['SHOWRUN_WRITE_DOCS'] === undefined) {
      assert.equal(is, wanted, 'npm run generate:faults brings the table up to date');
    } else await write();
  });
});
