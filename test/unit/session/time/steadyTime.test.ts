import assert from 'node:assert/strict';
import { MachineTime, turn } from './machineTime.ts';

describe('time that stands still with the process', () => {
  let machine: MachineTime;
  let slept: number[];
  beforeEach(() => {
    machine = new MachineTime();
    machine.time.start();
    slept = [];
    machine.time.onSleep((ms) => slept.push(ms));
  });

  it('goes on like any other as long as nothing happens', async () => {
    machine.pass(3_600_000);
    await turn();
    assert.equal(machine.time.monotonic(), 3_600_000);
    assert.deepEqual([slept, machine.time.sleeps], [[], 0]);
  });

  it('notices a sleep that the monotonic clock leaves out, and takes nothing off for it', async () => {
    machine.pass(10_000);
    machine.sleepFor(8 * 3_600_000);
    machine.pass(1_000);
    await turn();
    assert.equal(machine.time.monotonic(), 11_000);
    assert.deepEqual(slept, [8 * 3_600_000]);
    assert.equal(machine.time.sleeps, 1);
  });

  for (const order of ['first armed first', 'last armed first'] as const) {
    it(`gives a timer the time that the process was stopped, ${order}`, async () => {
      let fired = 0;
      machine.time.after(5_000, () => (fired += 1));
      machine.pass(3_000);
      machine.stopFor(60_000, order);
      assert.equal(fired, 0, 'two seconds are left of it');
      await turn();
      assert.deepEqual([slept.length, machine.time.sleeps], [1, 1]);
      machine.pass(900);
      assert.equal(fired, 0);
      machine.pass(2_100);
      assert.equal(fired, 1);
      assert.ok(machine.time.monotonic() < 8_000);
    });
  }

  it('never goes back, whoever asks first after a stop', () => {
    machine.pass(1_500);
    const before = machine.time.monotonic();
    machine.running += 20_000;
    const after = machine.time.monotonic();
    assert.ok(after >= before && after - before <= 2_000, String(after - before));
    machine.pass(1_000);
    assert.ok(machine.time.monotonic() >= after);
  });

  it('does not take the setting of the clock for a sleep, in either direction', async () => {
    machine.wall += 8 * 3_600_000;
    machine.pass(2_000);
    machine.wall -= 16 * 3_600_000;
    machine.pass(2_000);
    await turn();
    assert.deepEqual(slept, []);
    assert.equal(machine.time.monotonic(), 4_000);
  });

  it('does not call a computation a sleep, but counts it against nobody either', async () => {
    machine.computed += 6_000;
    machine.stopFor(7_000);
    await turn();
    assert.deepEqual([slept, machine.time.sleeps], [[], 0]);
    assert.ok(machine.time.monotonic() <= 1_000);
  });

  it('says at once whether the machine has slept, where somebody asks', () => {
    machine.sleepFor(60_000);
    assert.equal(machine.time.sleeps, 0);
    machine.time.check();
    assert.equal(machine.time.sleeps, 1);
    machine.time.check();
    assert.equal(machine.time.sleeps, 1, 'a sleep is one sleep');
  });

  it('is that of the system where nobody looks after it', () => {
    machine.time.stop();
    let fired = 0;
    machine.time.after(5_000, () => (fired += 1));
    machine.stopFor(60_000);
    machine.pass(0);
    assert.equal(fired, 1);
    assert.deepEqual([machine.time.sleeps, machine.time.monotonic()], [0, 60_000]);
  });

  it('has what came in time read before a timer that comes late', () => {
    const told: string[] = [];
    machine.time.after(100, () => told.push('time is up'));
    // the thread is busy for longer than that; what a device said meanwhile is read in the next turn
    machine.stopFor(150);
    assert.equal(told.length, 0);
    told.push('an answer');
    machine.pass(0);
    assert.equal(told.join(', '), 'an answer, time is up');
    machine.time.after(100, () => told.push('in time'));
    machine.pass(100);
    assert.equal(told.at(-1), 'in time');
  });

  it('forgets a timer and a listener that were taken back, also after a stop', async () => {
    let fired = 0;
    const takeBack = machine.time.after(5_000, () => (fired += 1));
    const forget = machine.time.onSleep(() => (fired += 1));
    machine.stopFor(60_000);
    takeBack();
    forget();
    await turn();
    machine.pass(60_000);
    assert.equal(fired, 0);
  });
});
