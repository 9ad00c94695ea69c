import assert from 'node:assert/strict';
import { judgeAgain } from '../../../../src/core/plan/judgeAgain.ts';
import { builtInPlugins } from '../../../helpers/session/builtInPlatforms.ts';
import { makeDevice, makePlan } from '../../engine/makePlan.ts';

describe('judgeAgain', () => {
  it('holds what can hurt, whatever the record says of it', async () => {
    const { platforms } = await builtInPlugins();
    const plan = makePlan([makeDevice('r1', { platform: 'cisco_ios' })], ['show clock', 'reload', 'wr er']);
    assert.deepEqual(plan.held, []);
    const judged = judgeAgain(plan, platforms);
    assert.deepEqual(
      judged.held.map(({ device, index, text }) => [device, index, text]),
      [
        ['r1', 1, 'reload'],
        ['r1', 2, 'wr er'],
      ],
    );
    assert.deepEqual(judged.devices, plan.devices);
  });

  it('keeps held what the record held: lines before it may have been sent already', async () => {
    const { platforms } = await builtInPlugins();
    const line = { device: 'r1', index: 0, text: 'shutdown the thing', reason: 'configures the device' };
    const plan = {
      ...makePlan([makeDevice('r1', { platform: 'cisco_ios' })], ['mtu 9000', 'reload']),
      held: [line, { ...line, index: 1 }],
    };
    assert.deepEqual(
      judgeAgain(plan, platforms).held.map(({ index, reason }) => [index, reason]),
      [
        [0, 'configures the device'],
        [1, 'reloads the device'],
      ],
    );
  });

  it('knows what is dangerous everywhere where nobody describes the platform any more', async () => {
    const { platforms } = await builtInPlugins();
    const plan = makePlan([makeDevice('r1', { platform: 'gone_os' })], ['show clock', 'reboot']);
    assert.deepEqual(
      judgeAgain(plan, platforms).held.map(({ index }) => index),
      [1],
    );
  });

  it('refuses a device with a line that no template gives', async () => {
    const { platforms } = await builtInPlugins();
    for (const text of ['show clock\nreload', 'show \u0003', '']) {
      const judged = judgeAgain(makePlan(['r1'], [text]), platforms);
      assert.deepEqual(
        [judged.devices, judged.held, judged.refused.length],
        [[], [], 1],
        JSON.stringify(text),
      );
    }
  });

  it('refuses a device with a line that can hurt where such lines are forbidden', async () => {
    const { platforms } = await builtInPlugins();
    const ios = { platform: 'cisco_ios' };
    const plan = makePlan([makeDevice('r1', ios)], ['show clock', 'reload']);
    const judged = judgeAgain(plan, platforms, 'forbid');
    assert.deepEqual(
      judged.refused.map(({ device, reasons }) => [device, reasons.map(({ code }) => code)]),
      [['r1', ['plan.forbidden-command']]],
    );
    assert.deepEqual([judged.devices, judged.held], [[], []]);
  });
});
