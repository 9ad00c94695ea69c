import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunEvent, RunRecord } from '../../../src/api/run.ts';
import type { Lab } from '../../../src/lab/labOptions.ts';
import type { TestEngine } from './testEngine.ts';
import { makeOptions } from '../../unit/engine/makeOptions.ts';
import { makeCommand, makePlan } from '../../unit/engine/makePlan.ts';
import { temporaryFolder } from '../../unit/engine/temporaryFolder.ts';
import { addressesOf, labTotal, LabFixture } from './labFixture.ts';

const commands = ['show version', 'show clock', 'show ip interface brief', 'show inventory'];
/** So many that a further login has come to its end, whichever, long before they have. */
const many = Array.from({ length: 15 }, () => commands).flat();

describe('commands of one device at the same time, on real sessions', function () {
  this.timeout(60_000);
  const fixture = new LabFixture();
  afterEach(() => fixture.close());
  const folder = temporaryFolder();

  async function run(
    lab: Lab,
    { engine }: TestEngine,
    parallel?: number,
    lines: readonly string[] = commands,
  ): Promise<{ record: RunRecord; most: number }> {
    const block = lines.map((text) =>
      makeCommand(text, { block: 'Look', ...(parallel === undefined ? {} : { parallel }) }),
    );
    const options = makeOptions(join(folder(), 'runs'), {
      hostKeys: 'accept-new',
      acceptedKeysFile: join(folder(), 'known_hosts'),
    });
    const started = await engine.start(makePlan(addressesOf(lab), block), options);
    let now = 0;
    let most = 0;
    started.onEvent(({ type }: RunEvent) => {
      if (type === 'command-started') most = Math.max(most, (now += 1));
      if (type === 'command-finished') now -= 1;
    });
    const record = await started.finished;
    for (const result of record.results) {
      assert.equal(result.status, 'ok', JSON.stringify(result));
      assert.deepEqual(
        result.commands.map(({ command }) => command),
        lines,
      );
      for (const { file, command } of result.commands) {
        const text = await readFile(join(started.folder, file ?? ''), 'utf8');
        assert.ok(text.includes(result.device) && text.includes(command), text);
        for (const other of lines) assert.ok(other === command || !text.includes(`${other} `), text);
      }
    }
    return { record, most };
  }

  it('overlap where a block asks for it, on as many sessions as the platform bears, and all of them end', async () => {
    const lab = await fixture.lab(1, { tuning: { tokens: true }, latencyMs: 40 });
    const engine = fixture.engine();
    const alone = await run(lab, engine);
    assert.equal(alone.most, 1);
    assert.equal(labTotal(lab, 'connections'), 1);
    const lines = many;
    const beside = await run(lab, engine, 16, lines);
    assert.equal(beside.most, 2);
    assert.equal(labTotal(lab, 'connections'), 3);
    assert.equal(beside.record.results[0]?.notes, undefined);
    while (labTotal(lab, 'open') > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  it('go over one session where the device takes no second one, with a note', async () => {
    const lab = await fixture.lab(1, {
      tuning: { tokens: true },
      latencyMs: 20,
      faults: { '*': 'max-sessions' },
    });
    const lines = many;
    const { record, most } = await run(lab, fixture.engine(), 16, lines);
    assert.equal(most, 1);
    assert.deepEqual(
      record.results[0]?.notes?.map(({ code }) => code),
      ['engine.fewer-sessions'],
    );
    assert.equal(labTotal(lab, 'connections'), 2);
  });

  it('ask nobody for a second one-time code', async () => {
    const lab = await fixture.lab(1, {
      tuning: { tokens: true, oneTimeCode: '123456' },
      latencyMs: 20,
      faults: { '*': 'one-time-code' },
    });
    let codes = 0;
    const engine = fixture.engine(undefined, {
      prompter: {
        ask: (question) => {
          if (question.kind === 'credential')
            return Promise.resolve({ kind: 'credential', secrets: { password: 'lab-password' } });
          if (question.kind !== 'prompt') throw new Error(`unexpected question: ${question.kind}`);
          codes += 1;
          return Promise.resolve({ kind: 'prompt', text: '123456' });
        },
      },
    });
    const lines = many;
    const { record } = await run(lab, engine, 2, lines);
    assert.equal(codes, 1);
    assert.deepEqual(
      record.results[0]?.notes?.map(({ code }) => code),
      ['engine.fewer-sessions'],
    );
  });
});
