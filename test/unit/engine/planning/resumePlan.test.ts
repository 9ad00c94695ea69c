import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Inventory } from '../../../../src/api/device.ts';
import type { Plan } from '../../../../src/api/plan.ts';
import type { CommandResult, CommandStatus, DeviceResult, RunRecord } from '../../../../src/api/run.ts';
import { resumePlan } from '../../../../src/engine/planning/resumePlan.ts';
import { inventoryDevice } from '../../../helpers/inventoryDevice.ts';
import { makeCommand, makePlan } from '../makePlan.ts';

const now = new Date('2026-11-21T08:00:00Z');
/** A state in short: `!` behind it for one that was never sent. */
type State = CommandStatus | 'cancelled!';

function result(device: string, commands: readonly string[], states: readonly State[]): DeviceResult {
  const ok = states.every((state) => state === 'ok');
  return {
    device,
    folder: device,
    status: ok ? 'ok' : 'failed',
    attempts: 1,
    durationMs: 1,
    commands: states.map((state, index): CommandResult => ({
      index,
      command: commands[index] ?? '',
      status: state === 'cancelled!' ? 'cancelled' : state,
      ...(state === 'cancelled!' ? { sent: false } : {}),
      bytes: 0,
      durationMs: 0,
    })),
  };
}

function recordOf(id: string, plan: Plan, results: readonly DeviceResult[]): RunRecord {
  const totals = { devices: 0, ok: 0, failed: 0, cancelled: 0, refused: 0, commands: 0, bytes: 0 };
  const startedAt = '2026-11-20T18:03:21Z';
  return { version: 1, id, showrun: '1', status: 'failed', startedAt, plan, totals, results };
}

/** A run on one device, `core-1`; lines that begin with `>` are configuration lines. */
function oneDevice(lines: readonly string[], states: readonly State[], id = 'run-1'): RunRecord {
  const commands = lines.map((line) =>
    line.startsWith('>') ? makeCommand(line.slice(1), { mode: 'config' }) : makeCommand(line),
  );
  return recordOf(id, makePlan(['core-1'], commands), [result('core-1', lines, states)]);
}

const sentBy = (plan: Plan): string[] =>
  plan.devices.flatMap(({ commands }) => commands.map(({ text }) => text));

describe('resumePlan', () => {
  it('sends what is missing, in order, and says what it continues', () => {
    const record = oneDevice(['a', 'b', 'c', 'd', 'e'], ['ok', 'timeout', 'skipped', 'ok', 'rejected']);
    const { plan, complete, doneCommands } = resumePlan({ record, now });
    assert.deepEqual(sentBy(plan), ['b', 'c', 'e']);
    assert.deepEqual(plan.devices[0]?.continued, [1, 2, 4]);
    assert.equal(plan.continues, 'run-1');
    assert.equal(plan.createdAt, now.toISOString());
    assert.deepEqual(complete, []);
    assert.equal(doneCommands, 2);
  });

  it('leaves out devices that have everything, and takes those without any result whole', () => {
    const plan = makePlan(['done', 'never'], ['a', 'b']);
    const record = recordOf('run-1', plan, [result('done', ['a', 'b'], ['ok', 'ok'])]);
    const rest = resumePlan({ record, now });
    assert.deepEqual(
      rest.plan.devices.map(({ device }) => device.name),
      ['never'],
    );
    assert.deepEqual(rest.complete, ['done']);
  });

  it('holds back again what was held back, under its new number', () => {
    const record = oneDevice(['a', 'reload', 'b'], ['ok', 'failed', 'skipped']);
    const held = [
      { device: 'core-1', index: 0, text: 'a', reason: 'test' },
      { device: 'core-1', index: 1, text: 'reload', reason: 'reloads the device' },
    ];
    const { plan } = resumePlan({ record: { ...record, plan: { ...record.plan, held } }, now });
    assert.deepEqual(plan.held, [
      { device: 'core-1', index: 0, text: 'reload', reason: 'reloads the device' },
    ]);
  });

  describe('a configuration block', () => {
    const lines = ['show version', '>interface e1', '>description x', '>no shutdown', 'show clock'];

    it('that broke off is never gone on with in its middle', () => {
      for (const states of [
        ['ok', 'ok', 'failed', 'skipped', 'skipped'],
        ['ok', 'ok', 'cancelled!', 'cancelled!', 'cancelled!'],
        ['ok', 'cancelled', 'cancelled!', 'cancelled!', 'cancelled!'],
        ['ok', 'ok', 'rejected', 'ok', 'ok'],
        // accepted to the last line, but nothing shows that it was left, or committed
        ['ok', 'ok', 'ok', 'ok', 'failed'],
      ] satisfies State[][]) {
        const record = oneDevice(lines, states);
        const held = resumePlan({ record, now });
        assert.deepEqual(held.plan.devices, [], String(states));
        assert.equal(held.plan.refused[0]?.reasons[0]?.code, 'planning.config-broken-off');
        assert.deepEqual(held.brokenOff[0]?.lines, ['interface e1', 'description x', 'no shutdown']);
        const confirmed = resumePlan({ record, now, configConfirmed: true });
        assert.deepEqual(sentBy(confirmed.plan).slice(0, 3), [
          'interface e1',
          'description x',
          'no shutdown',
        ]);
        assert.deepEqual(confirmed.plan.refused, []);
      }
    });

    it('that is done is not sent again', () => {
      const { plan } = resumePlan({ record: oneDevice(lines, ['failed', 'ok', 'ok', 'ok', 'ok']), now });
      assert.deepEqual(sentBy(plan), ['show version']);
      const last = lines.slice(0, 4);
      assert.deepEqual(sentBy(resumePlan({ record: oneDevice(last, Array(4).fill('ok')), now }).plan), []);
    });

    it('of which nothing was sent goes whole, without a question', () => {
      const record = oneDevice(lines, ['failed', 'skipped', 'skipped', 'skipped', 'skipped']);
      assert.deepEqual(sentBy(resumePlan({ record, now }).plan).length, 5);
      const cancelled = oneDevice(lines, ['ok', 'cancelled!', 'cancelled!', 'cancelled!', 'cancelled!']);
      assert.deepEqual(resumePlan({ record: cancelled, now }).plan.refused, []);
    });

    it('whose end nobody has seen has broken off', () => {
      const last = lines.slice(0, 4);
      const record = oneDevice(last, ['ok', 'ok', 'ok', 'ok']);
      const interrupted = record.results.map((each) => ({ ...each, status: 'interrupted' as const }));
      const { plan } = resumePlan({ record: { ...record, results: interrupted }, now });
      assert.equal(plan.refused[0]?.reasons[0]?.code, 'planning.config-broken-off');
    });
  });

  describe('lines that need those before them', () => {
    it('stay together where the template enters the configuration by a line of its own', () => {
      const lines = ['show version', 'configure terminal', 'interface e1', 'shutdown', 'end', 'show clock'];
      const cut = oneDevice(lines, ['ok', 'ok', 'ok', 'failed', 'skipped', 'skipped']);
      const held = resumePlan({ record: cut, now });
      assert.deepEqual(held.plan.devices, []);
      assert.deepEqual(held.brokenOff[0]?.lines, ['configure terminal', 'interface e1', 'shutdown', 'end']);
      const { plan } = resumePlan({ record: cut, now, configConfirmed: true });
      assert.deepEqual(sentBy(plan), lines.slice(1));
      const after = oneDevice(lines, ['ok', 'ok', 'ok', 'ok', 'ok', 'timeout']);
      assert.deepEqual(sentBy(resumePlan({ record: after, now }).plan), ['show clock']);
      const before = oneDevice(lines, ['failed', ...Array<State>(5).fill('skipped')]);
      assert.deepEqual(sentBy(resumePlan({ record: before, now }).plan), lines);
    });

    it('stay together to the last line where nothing leaves the configuration', () => {
      const lines = ['system-view', 'interface e1', 'quit', 'quit', 'display clock'];
      const cut = oneDevice(lines, ['ok', 'ok', 'ok', 'ok', 'timeout']);
      assert.equal(resumePlan({ record: cut, now }).plan.refused.length, 1);
      assert.deepEqual(sentBy(resumePlan({ record: oneDevice(lines, Array(5).fill('ok')), now }).plan), []);
    });

    it('come with the line that has changed the session', () => {
      const lines = [
        'show version',
        'changeto context blue',
        'show route',
        'telnet 10.0.0.1',
        'show users',
        'show clock',
      ];
      const { plan } = resumePlan({
        record: oneDevice(lines, ['ok', 'ok', 'ok', 'ok', 'timeout', 'ok']),
        now,
      });
      assert.deepEqual(sentBy(plan), ['changeto context blue', 'telnet 10.0.0.1', 'show users']);
      const first = oneDevice(lines, ['timeout', 'ok', 'ok', 'ok', 'ok', 'ok']);
      assert.deepEqual(sentBy(resumePlan({ record: first, now }).plan), ['show version']);
    });
  });

  it('refuses a line whose secret was left out, but only where it is missing', () => {
    const masked = makePlan(
      ['core-1'],
      ['a', makeCommand('username x password ****', { masked: true }), 'b'],
    );
    const states: State[] = ['ok', 'ok', 'timeout'];
    const done = recordOf('run-1', masked, [result('core-1', ['a', 'm', 'b'], states)]);
    assert.deepEqual(sentBy(resumePlan({ record: done, now }).plan), ['b']);
    const missing = recordOf('run-1', masked, [
      result('core-1', ['a', 'm', 'b'], ['ok', 'skipped', 'skipped']),
    ]);
    const { plan } = resumePlan({ record: missing, now });
    assert.deepEqual(plan.devices, []);
    assert.equal(plan.refused[0]?.reasons[0]?.code, 'engine.masked-plan');
  });

  it('goes where the inventory says, and refuses what it no longer has', () => {
    const record = recordOf('run-1', makePlan(['here', 'gone'], ['a']), []);
    const { plan } = resumePlan({ record, now, inventory: inventoryOf('here', '192.0.2.9') });
    assert.deepEqual(
      plan.devices.map(({ device }) => [device.name, device.host]),
      [['here', '192.0.2.9']],
    );
    assert.equal(plan.refused[0]?.reasons[0]?.code, 'planning.unknown-device');
  });

  it('refuses a run that is still going on', () => {
    const record = { ...oneDevice(['a'], ['ok']), status: 'running' as const };
    assert.throws(() => resumePlan({ record, now }), { code: 'planning.still-running' });
    const first = oneDevice(['a', 'b'], ['ok', 'failed']);
    const going = { ...first, id: 'run-2', status: 'running' as const };
    assert.throws(() => resumePlan({ record: first, continuations: [going], now }), {
      code: 'planning.still-running',
    });
  });

  it('sends nothing twice however often a run is continued', () => {
    const lines = ['a', 'b', 'c', 'd'];
    const states = fc.array(fc.constantFrom<State>('ok', 'timeout', 'skipped', 'cancelled!'), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(states, { minLength: 1, maxLength: 5 }), fc.boolean(), (rounds, alwaysFirst) => {
        const done: string[] = [];
        const runs: RunRecord[] = [];
        for (const [round, wanted] of rounds.entries()) {
          const id = `run-${String(round)}`;
          const record = alwaysFirst ? runs[0] : runs.at(-1);
          const plan =
            record === undefined
              ? makePlan(['core-1'], lines)
              : resumePlan({ record, continuations: runs.filter((each) => each !== record), now }).plan;
          const commands = plan.devices[0]?.commands.map(({ text }) => text) ?? [];
          assert.deepEqual(
            commands,
            lines.filter((line) => !done.includes(line)),
          );
          if (commands.length === 0) return;
          const got = commands.map((_line, index) => wanted[index] ?? 'ok');
          runs.push(recordOf(id, plan, [result('core-1', commands, got)]));
          done.push(...commands.filter((_line, index) => got[index] === 'ok'));
        }
      }),
    );
  });
});

function inventoryOf(name: string, host: string): Inventory {
  const port = host === 'ok' ? { port: 1000 } : {};
  return { devices: [inventoryDevice({ name, host, platform: 'generic', ...port })] };
}
