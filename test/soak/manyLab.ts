// A lab of many devices in a process of its own, so that its work is not counted as anybody else's.
import { startLab } from '../../src/lab/startLab.ts';

/** What it is asked for; the answer is the list of devices. */
export interface ManyLabRequest {
  readonly count: number;
  readonly latencyMs: number;
  readonly username: string;
  readonly password: string;
  readonly enableSecret: string;
}

process.on('message', (message) => {
  void start(message as ManyLabRequest);
});
process.on('disconnect', () => process.exit(0));

async function start({ count, ...options }: ManyLabRequest): Promise<void> {
  const lab = await startLab({
    devices: Array.from({ length: count }, (_, index) => ({
      name: `many-${String(index)}`,
      platform: 'cisco_ios' as const,
    })),
    state: 'before',
    tuning: { tokens: true },
    ...options,
  });
  process.send?.(lab.devices.map(({ name, host, port, platform }) => ({ name, host, port, platform })));
}
