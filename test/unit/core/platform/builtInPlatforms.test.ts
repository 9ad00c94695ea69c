import assert from 'node:assert/strict';
import { checkConformance } from '../../../../src/core/platform/conformance.ts';
import { CommandPolicy } from '../../../../src/core/plan/policy/heldCommands.ts';
import { builtInPlugins } from '../../../helpers/session/builtInPlatforms.ts';
import { readRecordings } from '../../../helpers/session/recordings.ts';
import { command } from '../../../helpers/session/sessionUnderTest.ts';

/** Platforms whose saving needs no command, or that have no one command for it. */
const savedWithout = [
  'brocade_fos',
  'cisco_esa',
  'cisco_ftd',
  'fortinet',
  'generic',
  'linux',
  'mikrotik_routeros',
  'netapp_cdot',
  'openwrt',
  'opnsense',
  'pluribus',
  'watchguard_fireware',
];

describe('the platforms that come with Showrun', () => {
  it('pass the checks that any platform is put through', async () => {
    const { platforms } = await builtInPlugins();
    const wrong = platforms
      .ids()
      .flatMap((id) =>
        checkConformance(platforms.get(id)).map(({ code, message }) => `${id} ${code}: ${message}`),
      );
    assert.deepEqual(wrong, []);
  });

  it('bear several sessions of one user only where their own file says so: it is not inherited', async () => {
    const { platforms } = await builtInPlugins();
    const several = platforms.ids().flatMap((id) => {
      const sessions = platforms.get(id).definition.parallel?.sessions;
      return sessions === undefined ? [] : [`${id} ${String(sessions)}`];
    });
    assert.deepEqual(several, [
      'arista_eos 4',
      'cisco_ios 2',
      'cisco_nxos 4',
      'cisco_xe 2',
      'juniper_junos 4',
      'linux 4',
    ]);
  });

  it('say how they save, where there is a command for it', async () => {
    const { platforms } = await builtInPlugins();
    const silent = platforms.ids().filter((id) => platforms.get(id).definition.commands.save === undefined);
    assert.deepEqual(silent, [...savedWithout]);
  });

  it('show the configuration with words that configure elsewhere, and hold those that do', async () => {
    const { platforms } = await builtInPlugins();
    const zyxel = platforms.get('zyxel_dslam');
    const held = (lines: string[]): string[] =>
      new CommandPolicy()
        .held(
          'dslam-1',
          zyxel,
          lines.map((text) => command(text)),
        )
        .map(({ text }) => text);
    assert.deepEqual(held(['config show all nopause', 'adsl show']), []);
    assert.deepEqual(held(['config save', 'config show all nopause | tee x']), [
      'config save',
      'config show all nopause | tee x',
    ]);
  });

  it('have a recording each', async () => {
    const { platforms } = await builtInPlugins();
    const recorded = new Set(readRecordings().map(({ platform }) => platform));
    assert.deepEqual(
      platforms.ids().filter((id) => !recorded.has(id)),
      [],
    );
  });
});
