import assert from 'node:assert/strict';
import { WakeUp } from '../../../../src/session/channel/wakeUp.ts';
import { MachineTime, turn } from '../time/machineTime.ts';

describe('waking up', () => {
  let machine: MachineTime;
  let armed: number;
  let open: number;
  let wakeUp: WakeUp;
  beforeEach(() => {
    machine = new MachineTime();
    armed = 0;
    open = 0;
    wakeUp = new WakeUp(machine.time, {
      after: (ms, action) => {
        armed += 1;
        open += 1;
        let isOpen = true;
        const close = (): void => {
          if (isOpen) open -= 1;
          isOpen = false;
        };
        const takeBack = machine.time.after(ms, () => {
          close();
          action();
        });
        return () => {
          close();
          takeBack();
        };
      },
    });
  });

  /** Starts a wait and tells whether it is over. */
  function waiting(until: number): { over: boolean } {
    const state = { over: false };
    void wakeUp.wait(until).then(() => (state.over = true));
    return state;
  }

  it('wakes at a time, and no earlier', async () => {
    const state = waiting(machine.time.monotonic() + 50);
    machine.pass(49);
    await turn();
    assert.equal(state.over, false);
    machine.pass(1);
    await turn();
    assert.equal(state.over, true);
    assert.equal(open, 0);
  });

  it('wakes where something happens, also before anybody waits', async () => {
    const first = waiting(10_000);
    wakeUp.notify();
    await turn();
    assert.equal(first.over, true);
    wakeUp.notify();
    const second = waiting(10_000);
    await turn();
    assert.equal(second.over, true);
  });

  it('can be told to wake earlier', async () => {
    const state = waiting(30_000);
    wakeUp.by(20);
    machine.pass(20);
    await turn();
    assert.equal(state.over, true);
  });

  it('needs one timer for the silence of many exchanges, and wakes in time all the same', async () => {
    for (let exchange = 0; exchange < 100; exchange++) {
      const state = waiting(machine.time.monotonic() + 30_000);
      wakeUp.by(machine.time.monotonic() + 2); // something came
      machine.pass(2);
      await turn();
      assert.equal(state.over, true);
      wakeUp.rest();
    }
    assert.equal(armed, 101, 'one for each that something came in, one for all silences');
    const last = waiting(machine.time.monotonic() + 30_000);
    for (let looks = 0; looks < 3 && !last.over; looks++) {
      machine.pass(15_000);
      await turn();
    }
    assert.equal(last.over, true, 'silence ends a wait, if anything too early');
  });

  it('leaves no timer behind', () => {
    void wakeUp.wait(30_000);
    wakeUp.by(500);
    assert.equal(open, 2);
    wakeUp.rest();
    assert.equal(open, 1, 'the far one serves the next exchange');
    wakeUp.close();
    assert.equal(open, 0);
  });
});
