import { fileURLToPath } from 'node:url';
import type { DeviceAddress } from '../../../src/api/device.ts';
import type { Answer, Question } from '../../../src/api/question.ts';
import type { Engine } from '../../../src/engine/client/engine.ts';
import type { EngineDependencies } from '../../../src/engine/client/createEngine.ts';
import type { Lab, LabOptions } from '../../../src/lab/labOptions.ts';
import { startLabAside } from '../../helpers/startLabAside.ts';
import { makeDevice } from '../../unit/engine/makePlan.ts';
import { testEngine } from './testEngine.ts';
import type { TestEngine } from './testEngine.ts';

const login = { username: 'showrun', password: 'lab-password', enableSecret: 'lab-secret' };

/** Folder of the plugins that come with Showrun. */
export const builtInPlugins = fileURLToPath(new URL('../../../src/plugins', import.meta.url));

/** Labs and engines with real sessions; all of them end with the test. */
export class LabFixture {
  readonly #labs: Lab[] = [];
  readonly #engines: Engine[] = [];

  /** Starts so many IOS devices, `r-0` and so on. */
  async lab(count: number, more: Partial<LabOptions> = {}): Promise<Lab> {
    const devices = Array.from({ length: count }, (_, index) => ({
      name: `r-${String(index)}`,
      platform: 'cisco_ios' as const,
    }));
    const lab = await startLabAside({ devices, state: 'before', ...login, ...more });
    this.#labs.push(lab);
    return lab;
  }

  /** An engine that answers questions with the login of the lab, or with another password. */
  engine(password = login.password, more: Partial<EngineDependencies> = {}): TestEngine {
    const answer = (question: Question): Answer => {
      if (question.kind === 'credential') return { kind: 'credential', secrets: { ...login, password } };
      if (question.kind === 'host-keys')
        return { kind: 'host-keys', accept: question.entries.map(() => true) };
      return question.kind === 'host-key'
        ? { kind: 'host-key', accept: true }
        : { kind: question.kind, text: undefined };
    };
    const made = testEngine(
      fileURLToPath(new URL('../../../src/engine/executor/main.ts', import.meta.url)),
      answer,
      {
        pluginRoots: [builtInPlugins],
        ...more,
      },
    );
    this.#engines.push(made.engine);
    return made;
  }

  async close(): Promise<void> {
    await Promise.all(this.#engines.splice(0).map((engine) => engine.dispose()));
    await Promise.all(this.#labs.splice(0).map((lab) => lab.close()));
  }
}

/** The devices of a lab as a plan has them. */
export function addressesOf(lab: Lab): DeviceAddress[] {
  return lab.devices.map(({ name, host, port, platform }) =>
    makeDevice(name, { host, port, platform, username: login.username }),
  );
}

/** A sum over all devices of a lab. */
export function labTotal(
  lab: Lab,
  count: 'connections' | 'open' | 'loginsAccepted' | 'loginsRejected',
): number {
  return [...lab.stats().values()].reduce((sum, stats) => sum + stats[count], 0);
}
