import { setImmediate as nextTurn } from 'node:timers/promises';
import type { HostMessage } from '../protocol.ts';
import type { ExecutorProcess } from './executorProcess.ts';

/** Devices in one message: some milliseconds of work for the host. */
const devicesAtOnce = 250;

/** Hands a plan over in pieces, so that one of thousands of devices does not hold up the host's event loop. */
export async function sendPlan(
  executor: Pick<ExecutorProcess, 'send'>,
  start: Extract<HostMessage, { readonly type: 'start' }>,
): Promise<void> {
  const { request, plan } = start;
  let sent = 0;
  for (; plan.devices.length - sent > devicesAtOnce; sent += devicesAtOnce) {
    executor.send({ type: 'devices', request, devices: plan.devices.slice(sent, sent + devicesAtOnce) });
    await nextTurn();
  }
  executor.send({ ...start, plan: { ...plan, devices: plan.devices.slice(sent) } });
}
