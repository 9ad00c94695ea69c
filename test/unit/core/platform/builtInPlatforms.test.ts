import assert from 'node:assert/strict';
import { CommandPolicy, lineDanger } from '../../../../src/core/plan/policy/heldCommands.ts';
import { builtInPlugins } from '../../../helpers/session/builtInPlatforms.ts';
import { readRecordings } from '../../../helpers/session/recordings.ts';
import { command } from '../../../helpers/session/sessionUnderTest.ts';

/** Platforms whose saving needs no command, or that have no one command for it. */
const savedWithout = new Set([
  'aruba_instant',
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
]);

describe('the platforms that come with Showrun', () => {
  it('show version and configuration without being held, and hold what saves', async () => {
    const { platforms } = await builtInPlugins();
    const wrong: string[] = [];
    for (const id of platforms.ids()) {
      const platform = platforms.get(id);
      const { version, runningConfig, save } = platform.definition.commands;
      for (const line of [version, runningConfig])
        if (line !== undefined && lineDanger(platform, line) !== undefined)
          wrong.push(`${id} holds "${line}"`);
      if (save === undefined) {
        if (!savedWithout.has(id)) wrong.push(`${id} does not say how it saves`);
      } else if (lineDanger(platform, save) === undefined) wrong.push(`${id} lets "${save}" pass`);
    }
    assert.deepEqual(wrong, []);
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

  it('have a way to every mode that commands are sent in', async () => {
    const { platforms } = await builtInPlugins();
    const wrong: string[] = [];
    for (const id of platforms.ids()) {
      const { definition } = platforms.get(id);
      const reached = new Set([definition.commandModes.exec]);
      for (let size = 0; size < reached.size;) {
        size = reached.size;
        for (const move of definition.moves) if (reached.has(move.from)) reached.add(move.to);
      }
      for (const mode of Object.values(definition.commandModes))
        if (!reached.has(mode)) wrong.push(`${id}: no way to ${mode}`);
    }
    assert.deepEqual(wrong, []);
  });

  it('have a recording each', async () => {
    const { platforms } = await builtInPlugins();
    const recorded = new Set(readRecordings().map(({ platform }) => platform));
    assert.deepEqual(
      platforms.ids().filter((id) => !recorded.has(id)),
      [],
    );
  });

  it('take no word of an ordinary output for a prompt', async () => {
    const { platforms } = await builtInPlugins();
    const wrong: string[] = [];
    for (const id of platforms.ids()) {
      for (const line of [
        'Password:',
        'Username: ',
        'interface GigabitEthernet0/1',
        '  description uplink',
        'up',
      ])
        if (platforms.get(id).matchPrompt(line) !== undefined) wrong.push(`${id}: ${line}`);
    }
    assert.deepEqual(wrong, []);
  });
});
