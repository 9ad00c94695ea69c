import assert from 'node:assert/strict';
import { patternFault } from '../../../../src/core/platform/patternSafety.ts';

describe('patternFault', () => {
  for (const pattern of [
    '(a+)+',
    '(a*)*b',
    '(?:a|ab)*',
    '(\\s?x)+',
    '((a+)b?)*',
    '(a{1,50}){1,50}',
    '(?:x?y?){2,}',
  ]) {
    it(`refuses ${pattern}, which can take exponential time`, () => {
      assert.match(patternFault(pattern) ?? '', /exponential/);
    });
  }

  it('refuses back references and what does not compile', () => {
    assert.match(patternFault('(a)\\1') ?? '', /back references/);
    assert.match(patternFault('(?<x>a)\\k<x>') ?? '', /back references/);
    assert.match(patternFault('(a') ?? '', /Unterminated group/);
  });

  for (const pattern of [
    '[\\w.]+#',
    '(?:ab)+',
    '(?:a|b){0,3}c+',
    '(a+)?b',
    '\\(a+\\)+',
    '[(a+)]+',
    '\\\\1',
    '(?:\\d{2})*',
  ]) {
    it(`accepts ${pattern}`, () => {
      assert.equal(patternFault(pattern), undefined);
    });
  }
});
