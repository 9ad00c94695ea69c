import assert from 'node:assert/strict';
import { abbreviationPattern } from '../../../../src/core/platform/abbreviation.ts';

describe('abbreviationPattern', () => {
  const matches = (command: string, line: string): boolean =>
    new RegExp(`^(?:${abbreviationPattern(command)})`).test(line);

  it('accepts every shortening down to what stands in front of the bracket', () => {
    for (const line of ['wr er', 'wri era', 'write erase', 'wr   erase nvram:']) {
      assert.equal(matches('wr[ite] er[ase]', line), true, line);
    }
    for (const line of ['w er', 'wr e', 'wrote er', 'write erased', 'wr']) {
      assert.equal(matches('wr[ite] er[ase]', line), false, line);
    }
  });

  it('takes everything else literally', () => {
    assert.equal(matches('hw-[module]', 'hw-mod 1 reload'), true);
    assert.equal(matches('a.b', 'axb'), false);
  });
});
