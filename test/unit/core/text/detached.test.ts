import assert from 'node:assert/strict';
import fc from 'fast-check';
import { detached } from '../../../../src/core/text/detached.ts';

describe('detached', () => {
  it('is the same text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.nat(300), (text, start) => {
        assert.equal(detached(text.slice(start)), text.slice(start));
      }),
    );
  });

  it('does not keep what the text was cut from', () => {
    const parts: string[] = [];
    const before = process.memoryUsage().heapUsed;
    // 400 MB altogether, which the heap could not hold beside everything else without growing by as much
    for (let index = 0; index < 400; index += 1) {
      const whole = Buffer.alloc(1_000_000, `${String(index)} `).toString('latin1');
      parts.push(detached(whole.slice(-100)));
    }
    assert.equal(parts.length, 400);
    assert.ok(process.memoryUsage().heapUsed - before < 250_000_000);
  });
});
