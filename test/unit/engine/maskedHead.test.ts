import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '../../../src/api/plan.ts';
import { MaskedHead } from '../../../src/engine/executor/maskedHead.ts';
import { RunStore } from '../../../src/store/runStore.ts';
import { makeDevice, makePlan } from './makePlan.ts';
import { makeOptions } from './makeOptions.ts';
import { TestExecutor } from './startExecutor.ts';
import { temporaryFolder } from './temporaryFolder.ts';

describe('a plan that has a secret in it', () => {
  const folder = temporaryFolder();

  it('is masked on disk as soon as the secret is known, so that an interrupted run does not show it', async () => {
    const executor = new TestExecutor();
    const plan = makePlan([makeDevice('a', { host: 'ask' })], ['username x secret hunter2', 'hang']);
    const id = await executor.started(executor.start(plan, makeOptions(folder())));
    const path = join(folder(), id, 'run.json');
    const { id: question } = await executor.until('question');
    assert.ok((await readFile(path, 'utf8')).includes('hunter2'));
    executor.executor.receive({
      type: 'answer',
      question,
      answer: { kind: 'credential', secrets: { password: 'hunter2' } },
    });
    await executor.event(id, (event) => event.type === 'command-started' && event.index === 1);
    // as if the process were killed now: what is on disk is all there is
    const first = await new RunStore(folder()).read(id);
    assert.equal(first.status, 'running');
    assert.deepEqual(
      first.plan.devices[0]?.commands.map(({ text, masked }) => [text, masked]),
      [
        ['username x secret ****', true],
        ['hang', undefined],
      ],
    );
    executor.executor.receive({ type: 'cancel', run: id });
    assert.equal((await executor.finished(id)).masked, true);
    for (const name of ['run.json', 'journal.ndjson'])
      assert.ok(!(await readFile(join(folder(), id, name), 'utf8')).includes('hunter2'), name);
  });

  it('is told to be unmasked where no secret is in it', async () => {
    const executor = new TestExecutor();
    const id = await executor.run(makePlan(['a'], ['show version']), makeOptions(folder()));
    assert.equal((await executor.finished(id)).masked, false);
  });

  it('is not written again for secrets that are not in it', async () => {
    const written: Plan[] = [];
    let secret = 'nowhere';
    const plan = makePlan(['a'], ['one two']);
    const masked = (): Plan => ({
      ...plan,
      devices: plan.devices.map(({ device, commands }) => ({
        device,
        commands: commands.map((command) =>
          command.text.includes(secret)
            ? { ...command, text: command.text.replace(secret, '****'), masked: true }
            : command,
        ),
      })),
    });
    const write = (each: Plan): Promise<void> => {
      written.push(each);
      return Promise.resolve();
    };
    const head = new MaskedHead(masked, write);
    head.secretsLearned();
    await head.close();
    assert.equal(written.length, 0);
    secret = 'two';
    const next = new MaskedHead(masked, write);
    next.secretsLearned();
    next.secretsLearned();
    await next.close();
    next.secretsLearned();
    await next.close();
    assert.deepEqual(
      written.map(({ devices }) => devices[0]?.commands[0]?.text),
      ['one ****'],
    );
  });
});
