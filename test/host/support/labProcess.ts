// The lab in a process of its own: the extension host that is measured has no part in its work.
import type { Lab } from '../../../src/lab/labOptions.ts';
import { startLab } from '../../../src/lab/startLab.ts';

/** What is asked of this process; it answers with the inventory and the names of the devices that give much. */
export interface LabRequest {
  readonly count: number;
  /** How many NX-OS devices give `bytes` for `show tech-support`. */
  readonly large: number;
  readonly bytes: number;
}

/** What it answers. */
export interface LabAnswer {
  readonly inventory: string;
  readonly large: readonly string[];
}

process.on('disconnect', () => process.exit(0));
process.on('message', (message) => {
  void start(message as LabRequest).then((answer) => process.send?.(answer));
});

async function start({ count, large, bytes }: LabRequest): Promise<LabAnswer> {
  const lab: Lab = await startLab({
    count,
    state: 'before',
    username: 'showrun',
    password: 'not used',
    enableSecret: 'not used',
    faults: { '*': 'publickey-only' },
    tuning: { bigOutputBytes: bytes },
  });
  const chosen = lab.devices.filter(({ platform }) => platform === 'cisco_nxos').slice(0, large);
  for (const { name } of chosen) await lab.setFault(name, ['publickey-only', 'big-output']);
  return { inventory: lab.inventoryCsv(), large: chosen.map(({ name }) => name) };
}
