import assert from 'node:assert/strict';
import { sendPlan } from '../../../../src/engine/client/sendPlan.ts';
import type { HostMessage } from '../../../../src/engine/protocol.ts';
import { makeOptions } from '../makeOptions.ts';
import { makePlan } from '../makePlan.ts';

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `d-${String(index)}`);

async function sentFor(
  devices: number,
  lines: number,
): Promise<Extract<HostMessage, { type: 'start' | 'devices' }>[]> {
  const commands = Array.from({ length: lines }, (_, index) => `show ${String(index)}`);
  const plan = makePlan(names(devices), commands);
  const sent: HostMessage[] = [];
  const executor = { send: (message: HostMessage) => void sent.push(message) };
  await sendPlan(executor, {
    type: 'start',
    request: 7,
    plan,
    options: makeOptions('runs'),
    pluginRoots: [],
  });
  return sent.filter((message) => message.type === 'start' || message.type === 'devices');
}

const devicesOf = (message: Extract<HostMessage, { type: 'start' | 'devices' }>): string[] =>
  (message.type === 'start' ? message.plan.devices : message.devices).map(({ device }) => device.name);

describe('sendPlan', () => {
  it('sends a small plan in one message', async () => {
    assert.deepEqual((await sentFor(100, 3)).map(devicesOf), [names(100)]);
  });

  it('sends every device once and in order, and the start last', async () => {
    const sent = await sentFor(1_000, 3);
    assert.deepEqual(sent.flatMap(devicesOf), names(1_000));
    assert.deepEqual(
      sent.map(({ type }) => type),
      ['devices', 'devices', 'devices', 'start'],
    );
  });

  it('makes the pieces smaller where a device gets many lines', async () => {
    for (const message of await sentFor(200, 99)) assert.ok(devicesOf(message).length <= 10);
  });

  it('starts a plan without devices', async () => {
    assert.deepEqual((await sentFor(0, 3)).map(devicesOf), [[]]);
  });
});
