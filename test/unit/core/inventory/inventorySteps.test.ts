import assert from 'node:assert/strict';
import { inventorySteps } from '../../../../src/core/inventory/readInventory.ts';
import { fakePlatforms } from './fakePlatforms.ts';

const rows = Array.from({ length: 1000 }, (_, index) => `r-${String(index)},192.0.2.1,linux,x\n`).join('');
const entries = Array.from(
  { length: 1000 },
  (_, index) => `  r-${String(index)}:\n    host: 192.0.2.1\n    device_type: linux\n`,
).join('');

describe('reading an inventory in steps', () => {
  for (const [path, text] of [
    ['inventory.csv', `hostname,ip_address,device_type,note\n${rows}`],
    ['inventory.yaml', `devices:\n${entries}`],
  ] as const) {
    it(`takes many small ones for a large ${path}, and gives every device`, () => {
      const steps = inventorySteps([{ path, bytes: new TextEncoder().encode(text) }], fakePlatforms);
      let count = 0;
      let step = steps.next();
      for (; step.done !== true; step = steps.next()) count += 1;
      assert.equal(step.value.inventory.devices.length, 1000);
      assert.deepEqual(step.value.diagnostics, []);
      // One for each device when it is read and one when it is checked, at least.
      assert.ok(count > 2000, String(count));
    });
  }

  it('says that a file has several documents', () => {
    const bytes = new TextEncoder().encode('devices: {}\n---\ndevices: {}\n');
    const steps = inventorySteps([{ path: 'a.yaml', bytes }], fakePlatforms);
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    const [finding] = step.value.diagnostics;
    assert.equal(finding?.code, 'inventory.yaml-syntax');
    assert.match(finding.message, /several documents/);
    assert.equal(finding.at.line, 2);
  });
});
