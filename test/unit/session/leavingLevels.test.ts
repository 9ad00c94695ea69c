import assert from 'node:assert/strict';
import { command } from '../../helpers/session/sessionUnderTest.ts';
import { goodbye, lines, play, statuses, step } from '../../helpers/session/playPlan.ts';
import type { PlayedStep } from '../../helpers/session/playedDevice.ts';

/** There is no paging line that would show the prompt again after the login. */
const proof: PlayedStep = { send: '\n', reply: '\r\ngw1 tnsr#' };
const level = (depth: number): string => `gw1 tnsr(config-${'x'.repeat(depth)})#`;

describe('leaving a configuration level by level', () => {
  it('repeats the line that leaves as long as the prompt shows that it left something', async () => {
    const played = await play(
      'netgate_tnsr',
      'gw1 tnsr#',
      [
        proof,
        step('configure terminal', '', 'gw1 tnsr(config)#'),
        step('route dynamic bgp', '', 'gw1 tnsr(config-frr-bgp)#'),
        step('server vrf default', '', 'gw1 tnsr(config-bgp)#'),
        step('exit', '', 'gw1 tnsr(config-frr-bgp)#'),
        step('exit', '', 'gw1 tnsr(config)#'),
        step('exit', '', 'gw1 tnsr#'),
        step('show version', 'Version: 1', 'gw1 tnsr#'),
        goodbye,
      ],
      [...lines('route dynamic bgp', 'server vrf default'), command('show version', { mode: 'exec' })],
    );
    assert.deepEqual(statuses(played), ['ok', 'ok', 'ok']);
  });

  it('sends it once where nothing was left', async () => {
    const played = await play(
      'netgate_tnsr',
      'gw1 tnsr#',
      [
        proof,
        step('configure terminal', '', 'gw1 tnsr(config)#'),
        step('interface lan', '', 'gw1 tnsr(config-interface)#'),
        step('exit', 'CLI syntax error: "exit": Unknown command', 'gw1 tnsr(config-interface)#'),
        goodbye,
      ],
      [...lines('interface lan'), command('show version', { mode: 'exec' })],
    );
    assert.equal(played.outcomes[1]?.status, 'failed');
    assert.equal(played.outcomes[1].error?.code, 'session.mode-refused');
  });

  it('gives up on prompts that change without end', async () => {
    const played = await play(
      'netgate_tnsr',
      'gw1 tnsr#',
      [
        proof,
        step('configure terminal', '', 'gw1 tnsr(config)#'),
        step('interface lan', '', level(20)),
        ...Array.from({ length: 16 }, (_, depth) => step('exit', '', level(19 - depth))),
        goodbye,
      ],
      [...lines('interface lan'), command('show version', { mode: 'exec' })],
    );
    assert.equal(played.outcomes[1]?.status, 'failed');
    assert.equal(played.outcomes[1].error?.code, 'session.mode-refused');
  });
});
