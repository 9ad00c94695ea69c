// The lab in a process of its own, so that its work is not counted as the client's.
import { labPlatforms } from '../../src/lab/labOptions.ts';
import type { LabPlatform } from '../../src/lab/labOptions.ts';
import { startLab } from '../../src/lab/startLab.ts';

/** What a benchmark asks of its lab; the answer is the list of devices. */
export interface LabRequest {
  readonly count: number;
  /** Only devices of this platform; all of them in turn where it is absent. */
  readonly platform?: LabPlatform;
  readonly latencyMs: number;
  readonly password: string;
  /** Makes every device give so much for `show tech-support`. */
  readonly bigOutputBytes?: number;
}

process.on('message', (message) => {
  void start(message as LabRequest);
});
process.on('disconnect', () => process.exit(0));

async function start({ count, platform, latencyMs, password, bigOutputBytes }: LabRequest): Promise<void> {
  const devices = Array.from({ length: count }, (_, index) => ({
    name: `bench-${String(index)}`,
    platform: platform ?? (labPlatforms[index % labPlatforms.length] as LabPlatform),
  }));
  const lab = await startLab({
    devices,
    state: 'before',
    username: 'showrun',
    password,
    enableSecret: password,
    latencyMs,
    ...(bigOutputBytes === undefined ? {} : { faults: { '*': 'big-output' } }),
    tuning: { sharedHostKey: true, ...(bigOutputBytes === undefined ? {} : { bigOutputBytes }) },
  });
  process.send?.(
    lab.devices.map(({ name, host, port, platform: id }) => ({ name, host, port, platform: id })),
  );
}
