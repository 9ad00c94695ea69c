import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { labFaults } from '../../../src/lab/labFault.ts';

describe('lab: docs/lab.md', () => {
  it('has every fault, in the words of the code', () => {
    const rows = new Map(
      [...readFileSync('docs/lab.md', 'utf8').matchAll(/^\| `([a-z-]+)` +\| (.*?) +\|$/gm)].map(
        ([, name, text]) => [name, text],
      ),
    );
    for (const [name, text] of Object.entries(labFaults)) assert.equal(rows.get(name), text, name);
    assert.equal(rows.size, Object.keys(labFaults).length);
  });
});
