import assert from 'node:assert/strict';

describe('a suite that fails on purpose', () => {
  it('has a test that passes', () => {
    assert.ok(true);
  });

  it('has a test that fails', () => {
    assert.equal('the harness', 'notices this');
  });
});
