import assert from 'node:assert/strict';
import { CircuitBreaker } from '../../../../src/engine/executor/limits/circuitBreaker.ts';

const error = { code: 'session.refused', message: 'refused' };
const settings = { failures: 5, pauseMs: 1000 };

/** Tries a device that cannot be reached; true where that changed the state. */
const fail = (breaker: CircuitBreaker, device: string): boolean =>
  breaker.unreachable(breaker.begin(device), error, settings);

describe('CircuitBreaker', () => {
  it('opens after so many devices in a row, lets one try, and doubles the pause when that fails', () => {
    const breaker = new CircuitBreaker();
    for (const name of ['a', 'b', 'c', 'd']) assert.equal(fail(breaker, name), false);
    assert.equal(fail(breaker, 'e'), true);
    assert.equal(breaker.state, 'open');
    assert.equal(breaker.pauseMs, 1000);
    assert.deepEqual(breaker.failed, ['a', 'b', 'c', 'd', 'e']);
    assert.deepEqual(breaker.error, error);
    breaker.pauseOver();
    assert.equal(breaker.state, 'half-open');
    const probe = breaker.begin('f');
    assert.ok(probe.isProbe);
    assert.equal(breaker.probe, 'f');
    assert.equal(breaker.unreachable(probe, error, settings), true);
    assert.equal(breaker.state, 'open');
    assert.equal(breaker.pauseMs, 2000);
    assert.equal(breaker.failedProbes, 1);
  });

  it('closes as soon as anything answers', () => {
    const breaker = new CircuitBreaker();
    for (const name of ['a', 'b', 'c', 'd', 'e']) fail(breaker, name);
    breaker.pauseOver();
    breaker.begin('f');
    assert.equal(breaker.reached(), true);
    assert.equal(breaker.state, 'closed');
    assert.deepEqual(breaker.failed, []);
    assert.equal(breaker.reached(), false);
    for (const name of ['a', 'b', 'c', 'd']) assert.equal(fail(breaker, name), false);
  });

  it('counts devices, not attempts: one dead device of three never opens it', () => {
    const breaker = new CircuitBreaker();
    for (let attempt = 0; attempt < 50; attempt += 1) fail(breaker, 'dead');
    assert.equal(breaker.state, 'closed');
  });

  it('does not count devices that time out together while their neighbours answer', () => {
    const breaker = new CircuitBreaker();
    const slow = Array.from({ length: 20 }, (_, index) => breaker.begin(`dead-${String(index)}`));
    breaker.begin('fine');
    breaker.reached();
    for (const attempt of slow) assert.equal(breaker.unreachable(attempt, error, settings), false);
    assert.equal(breaker.state, 'closed');
  });

  it('never opens where it is switched off', () => {
    const breaker = new CircuitBreaker();
    for (let index = 0; index < 50; index += 1)
      breaker.unreachable(breaker.begin(String(index)), error, { failures: 0, pauseMs: 1 });
    assert.equal(breaker.state, 'closed');
  });

  it('lets another device try where the try came to nothing', () => {
    const breaker = new CircuitBreaker();
    for (const name of ['a', 'b', 'c', 'd', 'e']) fail(breaker, name);
    breaker.pauseOver();
    const probe = breaker.begin('f');
    assert.equal(breaker.abandoned(probe), true);
    assert.ok(breaker.begin('g').isProbe);
    assert.equal(breaker.abandoned(breaker.begin('h')), false);
  });
});
