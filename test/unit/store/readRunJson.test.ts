import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { RunRecord } from '../../../src/api/run.ts';
import { readRunJson } from '../../../src/store/readRunJson.ts';
import { RecordLines } from '../../../src/store/recordLines.ts';
import { runJsonParts } from '../../../src/store/runJson.ts';

describe('reading run.json', () => {
  let folder: string;
  let path: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-run-json-'));
    path = join(folder, 'run.json');
  });
  after(() => rm(folder, { recursive: true }));

  const read = async (text: string): Promise<unknown> => {
    await writeFile(path, text);
    return await readRunJson(path);
  };
  const record = (devices: readonly unknown[], results: readonly unknown[], title = 'long.cmds'): RunRecord =>
    ({
      version: 1,
      id: 'x',
      plan: { version: 1, title, held: [], devices },
      results,
    }) as unknown as RunRecord;

  /** Line by line alone: our own layout is never read in one go. */
  const inLines = (text: string): unknown => {
    const lines = new RecordLines();
    for (const line of text.split('\n').slice(0, -1)) lines.take(line);
    return lines.value();
  };

  it('gives what parsing the whole file gives, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { maxLength: 5 }),
        fc.array(fc.jsonValue(), { maxLength: 5 }),
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom(0, 2),
        async (devices, results, title, indent) => {
          const text = [...runJsonParts(record(devices, results, title))].join('');
          const whole: unknown = JSON.parse(text);
          assert.deepEqual(await read(text), whole);
          if (devices.length > 0) assert.deepEqual(inLines(text), whole);
          assert.deepEqual(await read(JSON.stringify(whole, undefined, indent)), whole);
          await writeFile(path, text);
          const outcome = (await readRunJson(path, 'without-plan')) as RunRecord;
          assert.deepEqual(outcome.results, (whole as RunRecord).results); // -0 is 0 in JSON
        },
      ),
      { numRuns: 100 },
    );
  });

  it('lets the event loop turn while it reads a large one', async () => {
    const commands = Array.from({ length: 48 }, (_, index) => ({
      index,
      command: 'show interfaces ü',
      bytes: 1234,
    }));
    const results = Array.from({ length: 1000 }, (_, index) => ({ device: `r-${String(index)}`, commands }));
    await writeFile(path, [...runJsonParts(record(results, results))].join(''));
    let turns = 0;
    let done = false;
    const count = (): void => {
      turns += 1;
      if (!done) setImmediate(count);
    };
    setImmediate(count);
    const value = (await readRunJson(path)) as RunRecord;
    done = true;
    assert.deepEqual(value.results.at(-1), results.at(-1));
    assert.equal(value.plan.devices.length, 1000);
    assert.ok(turns > 10, String(turns));
  });

  it('takes nothing for whole that is not', async () => {
    const text = [...runJsonParts(record([{ a: 1 }, { a: 2 }], [{ b: 1 }, { b: 2 }]))].join('');
    for (const broken of [
      text.slice(0, -3),
      text.replace('{"a":1},', '{"a":1}'),
      text.replace('{"a":2}', '{"a":2},'),
      text.replace('{"b":2}', '{"b":2},'),
      `${text}{}`,
      '',
    ]) {
      await assert.rejects(read(broken), SyntaxError, broken);
    }
  });
});
