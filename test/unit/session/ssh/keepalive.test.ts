import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import type { Client } from 'ssh2';
import { Keepalive } from '../../../../src/session/ssh/keepalive.ts';
import type { KeepaliveSpec } from '../../../../src/session/ssh/keepalive.ts';
import { MachineTime, turn } from '../time/machineTime.ts';

describe('the probe of a connection after a sleep', () => {
  let machine: MachineTime;
  let stream: PassThrough;
  let pings: number;
  let dead: (number | undefined)[];
  let keepalive: Keepalive;
  beforeEach(() => {
    machine = new MachineTime();
    machine.time.start();
    stream = new PassThrough();
    pings = 0;
    dead = [];
  });
  afterEach(() => {
    keepalive.stop();
  });

  function start(spec: KeepaliveSpec = { intervalMs: 60_000, countMax: 4 }): void {
    const client = { _protocol: { ping: () => (pings += 1) }, _callbacks: [] };
    const onDead = (ms: number | undefined): void => void dead.push(ms);
    keepalive = new Keepalive(client as unknown as Client, stream, spec, onDead, machine.time);
  }

  async function sleep(ms = 3_600_000): Promise<void> {
    machine.sleepFor(ms);
    machine.pass(1_000);
    await turn();
  }

  it('is sent at once, and ends a connection that does not answer soon', async () => {
    start();
    await sleep();
    assert.equal(pings, 1);
    machine.pass(machine.time.probeMs - 1);
    assert.deepEqual(dead, []);
    machine.pass(1);
    assert.deepEqual(dead, [3_600_000]);
  });

  it('ends nothing that says anything', async () => {
    start();
    await sleep();
    stream.write('x');
    await turn();
    machine.pass(10 * machine.time.probeMs);
    assert.deepEqual(dead, []);
  });

  it('waits for a stream that is held back until that is read again', async () => {
    start();
    keepalive.hold();
    await sleep();
    machine.pass(10 * machine.time.probeMs);
    assert.deepEqual([pings, dead], [0, []]);
    keepalive.release();
    assert.equal(pings, 1);
    machine.pass(machine.time.probeMs / 2);
    keepalive.hold();
    machine.pass(machine.time.probeMs);
    assert.deepEqual(dead, [], 'held back again in the middle of it');
    keepalive.release();
    machine.pass(machine.time.probeMs);
    assert.deepEqual(dead, [3_600_000]);
  });

  it('leaves alone what its owner lets be silent', async () => {
    for (const spec of [
      { intervalMs: 0, countMax: 4 },
      { intervalMs: 60_000, countMax: 0 },
    ]) {
      start(spec);
      await sleep();
      machine.pass(10 * machine.time.probeMs);
      keepalive.stop();
    }
    assert.deepEqual([pings, dead], [0, []]);
  });

  it('ends with the connection', async () => {
    start();
    await sleep();
    keepalive.stop();
    machine.pass(10 * machine.time.probeMs);
    await sleep();
    assert.deepEqual([pings, dead], [1, []]);
  });
});
