import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PlannedDevice } from '../../api/plan.ts';
import type { HostMessage } from '../protocol.ts';
import type { ExecutorProcess } from './executorProcess.ts';

/** Devices and lines in one message: a few milliseconds of work for the host, however long the template is. */
const atOnce = 1_000;

/** Hands a plan over in pieces, so that one of thousands of devices does not hold up the host's event loop. */
export async function sendPlan(
  executor: Pick<ExecutorProcess, 'send'>,
  start: Extract<HostMessage, { readonly type: 'start' }>,
): Promise<void> {
  const { request, plan } = start;
  let waiting: PlannedDevice[] = [];
  let weight = 0;
  for (const planned of plan.devices) {
    if (weight >= atOnce) {
      executor.send({ type: 'devices', request, devices: waiting });
      await nextTurn();
      waiting = [];
      weight = 0;
    }
    waiting.push(planned);
    weight += 1 + planned.commands.length;
  }
  executor.send({ ...start, plan: { ...plan, devices: waiting } });
}
