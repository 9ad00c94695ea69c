import { join } from 'node:path';
import type { DeviceAddress } from '../../../src/api/device.ts';
import type { Plan } from '../../../src/api/plan.ts';
import type { RunEvent } from '../../../src/api/run.ts';
import type { Run } from '../../../src/engine/client/engine.ts';
import type { RunOptions } from '../../../src/engine/runOptions.ts';
import type { LabFault } from '../../../src/lab/labFault.ts';
import type { Lab } from '../../../src/lab/labOptions.ts';
import { makeOptions } from '../../unit/engine/makeOptions.ts';
import { makePlan } from '../../unit/engine/makePlan.ts';
import { addressesOf, LabFixture } from '../engine/labFixture.ts';
import { entryPath, eventOf } from '../engine/testEngine.ts';
import type { TestEngine } from '../engine/testEngine.ts';
import { watched } from './processState.ts';
import type { Watched } from './processState.ts';

/** What every device of these tests is asked. */
export const commands = ['show version', 'show ip interface brief', 'show clock'] as const;

/** Labs with framed outputs, engines and options of the tests in this folder. */
export class RunFixture extends LabFixture {
  readonly #folder: () => string;

  /** `folder` gives the test's own folder. */
  constructor(folder: () => string) {
    super();
    this.#folder = folder;
  }

  /** A lab of so many devices called `ok-0` and so on, and one more for each fault, named as they are. */
  faultyLab(healthy: number, faults: Readonly<Record<string, LabFault>> = {}): Promise<Lab> {
    const names = [
      ...Object.entries(faults).map(([name, fault]) => ({ name, faults: [fault] })),
      ...Array.from({ length: healthy }, (_, index) => ({ name: `ok-${String(index)}` })),
    ];
    return this.lab(0, {
      devices: names.map((each) => ({ ...each, platform: 'cisco_ios' as const })),
      tuning: { tokens: true },
    });
  }

  /** An engine whose executor has done a run on a healthy device of a lab and is at rest again, with what it holds then. */
  async rested(
    lab: Lab,
    executor = 'usualExecutor.ts',
  ): Promise<TestEngine & { readonly executor: Watched }> {
    const made = this.engine(undefined, { executorPath: entryPath(`../faults/${executor}`) });
    const [healthy] = addressesOf(lab).filter(({ name }) => name.startsWith('ok-'));
    if (healthy === undefined) throw new Error('the lab has no healthy device');
    const run = await made.engine.start(makePlan([healthy], commands), this.options({}, 'before'));
    const { status } = await run.finished;
    if (status !== 'ok') throw new Error(`the run before the test is ${status}`);
    return { ...made, executor: await watched(made.pid()) };
  }

  /** A plan for devices of a lab. */
  plan(lab: Lab, choose: (device: DeviceAddress) => boolean = () => true): Plan {
    return makePlan(addressesOf(lab).filter(choose), commands);
  }

  /** Run options with a runs folder below the test's own. */
  options(more: Partial<RunOptions> = {}, runs = 'runs'): RunOptions {
    return makeOptions(join(this.#folder(), runs), {
      hostKeys: 'accept-new',
      acceptedKeysFile: join(this.#folder(), 'known_hosts'),
      retries: 0,
      ...more,
    });
  }
}

/** Resolves when so many events of a run fit. */
export async function eventsOf(
  run: Run,
  count: number,
  matches: (event: RunEvent) => boolean,
): Promise<void> {
  let seen = 0;
  await eventOf(run, (event) => matches(event) && (seen += 1) === count);
}
