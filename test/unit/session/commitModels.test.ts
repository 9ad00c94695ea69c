import assert from 'node:assert/strict';
import { command } from '../../helpers/session/sessionUnderTest.ts';
import {
  goodbye,
  junos,
  junosConfig,
  lines,
  play,
  playJunos,
  playVyos,
  playXr,
  statuses,
  step,
  vyosConfig,
  xr,
  xrConfig,
} from '../../helpers/session/playPlan.ts';

describe('configuration that waits for a commit', () => {
  it('discards what was accepted when a line is refused (IOS XR)', async () => {
    const played = await playXr(
      [
        step('hostname pe9', '', xrConfig),
        step('hostnmae pe9', "% Invalid input detected at '^' marker.", xrConfig),
        step('abort', '', xr),
      ],
      lines('hostname pe9', 'hostnmae pe9', 'commit'),
    );
    assert.deepEqual(statuses(played), ['ok', 'rejected']);
    assert.deepEqual(played.notes, [
      'session.changes-discarded dut: 1 line was accepted before "hostnmae pe9" was refused, and not committed; "abort" discarded them. Nothing of them is active. Lines: "hostname pe9".',
    ]);
  });

  it('never commits by itself, and discards at the end', async () => {
    const played = await playXr(
      [step('hostname pe9', '', xrConfig), step('abort', '', xr)],
      lines('hostname pe9'),
    );
    assert.match(played.notes.join(), /changes-discarded.*1 line was accepted but never committed/);
    assert.ok(!played.device.written.some((line) => line.includes('commit')));
  });

  it('shows why a commit failed, in the words of the device, and discards the rest', async () => {
    const failed = '% Failed to commit one or more configuration items during a pseudo-atomic operation.';
    const why = "!! SEMANTIC ERRORS\r\nrouter bgp 65001\r\n!!% 'BGP' detected the 'fatal' condition";
    const played = await playXr(
      [
        step('router bgp 65001', '', 'RP/0/RSP0/CPU0:pe1(config-bgp)#'),
        step('commit', failed, 'RP/0/RSP0/CPU0:pe1(config-bgp)#'),
        step('show configuration failed', why, 'RP/0/RSP0/CPU0:pe1(config-bgp)#'),
        step('abort', '', xr),
      ],
      lines('router bgp 65001', 'commit'),
    );
    const commit = played.outcomes[1];
    assert.deepEqual([commit?.status, commit?.error?.code], ['rejected', 'session.commit-failed']);
    assert.match(
      commit?.error?.message ?? '',
      /Failed to commit one or more[\s\S]*SEMANTIC ERRORS[\s\S]*'fatal' condition/,
    );
    assert.match(played.notes.join(), /changes-discarded.*before "commit" was refused/);
  });

  it('does not go on with a commit over the commits of others, unless @expect says so', async () => {
    const question =
      'One or more commits have occurred from other\r\nconfiguration sessions since this session started\r\nDo you wish to proceed with this commit anyway? [no]: ';
    const begin = step('hostname pe9', '', xrConfig);
    const ask = { send: 'commit\n', reply: `commit\r\n${question}` };
    const declined = await playXr(
      [
        begin,
        ask,
        { send: 'no\n', reply: `no\r\n${xrConfig}` },
        step('show configuration failed', '', xrConfig),
        step('abort', '', xr),
      ],
      lines('hostname pe9', 'commit'),
    );
    assert.equal(declined.outcomes[1]?.error?.code, 'session.commit-failed');
    assert.match(declined.outcomes[1].error.message, /One or more commits have occurred from other/);
    assert.match(declined.outcomes[1].error.hint ?? '', /@expect/);
    const told = await playXr(
      [begin, ask, { send: 'yes\n', reply: `yes\r\n${xrConfig}` }, step('end', '', xr)],
      lines('hostname pe9', ['commit', { expect: [{ pattern: 'commit anyway', answer: 'yes' }] }]),
    );
    assert.deepEqual([statuses(told), told.notes], [['ok', 'ok'], []]);
  });

  it('commits exclusively on Junos, and rolls a refused change back', async () => {
    const played = await playJunos(
      [
        step(
          'configure exclusive',
          'warning: uncommitted changes will be discarded on exit\r\nEntering configuration mode',
          junosConfig,
        ),
        step('set system host-name mx9', '', junosConfig),
        step('set systme x', '                ^\r\nsyntax error.', junosConfig),
        step('rollback 0', 'load complete', junosConfig),
        step('exit configuration-mode', 'Exiting configuration mode', `\r\n${junos}`),
      ],
      lines('set system host-name mx9', 'set systme x', 'commit'),
    );
    assert.deepEqual(statuses(played), ['ok', 'rejected']);
    assert.match(played.notes.join(), /changes-discarded.*"rollback 0" discarded/);
  });

  it('takes a commit of Junos for failed that does not say "commit complete"', async () => {
    const played = await playJunos(
      [
        step('configure exclusive', 'Entering configuration mode', junosConfig),
        step('set system host-name mx9', '', junosConfig),
        step('commit check', 'configuration check succeeds', junosConfig),
        step('commit', '[edit interfaces]\r\n  Missing mandatory statement', junosConfig),
        step('rollback 0', 'load complete', junosConfig),
        step('exit configuration-mode', 'Exiting configuration mode', `\r\n${junos}`),
      ],
      lines('set system host-name mx9', 'commit check', 'commit'),
    );
    assert.deepEqual(statuses(played), ['ok', 'ok', 'rejected']);
    assert.match(played.outcomes[2]?.error?.message ?? '', /Missing mandatory statement/);
  });

  it('leaves nothing to say after a commit that worked', async () => {
    const played = await playJunos(
      [
        step('configure exclusive', 'Entering configuration mode', junosConfig),
        step('set system host-name mx9', '', junosConfig),
        step('commit', 'commit complete', junosConfig),
        step('exit configuration-mode', 'Exiting configuration mode', `\r\n${junos}`),
      ],
      lines('set system host-name mx9', 'commit'),
    );
    assert.deepEqual([statuses(played), played.notes], [['ok', 'ok'], []]);
  });

  it('does not roll back a candidate that a line of the plan has opened for all', async () => {
    const played = await playJunos(
      [
        step('configure', 'Entering configuration mode', junosConfig),
        step('set system host-name mx9', '', junosConfig),
        {
          send: 'exit configuration-mode\n',
          reply: 'exit configuration-mode\r\nExit with uncommitted changes? [yes,no] (yes) ',
        },
        { send: 'yes\n', reply: `yes\r\nExiting configuration mode\r\n\r\n${junos}` },
      ],
      [command('configure'), command('set system host-name mx9')],
    );
    assert.deepEqual(statuses(played), ['ok', 'ok']);
    assert.match(played.notes.join(), /they stay in the candidate configuration/);
  });

  it('says that nothing was committed where a list has opened the configuration and forgot to', async () => {
    const played = await playVyos(
      [step('set system host-name r2', '', vyosConfig), step('exit discard', 'exit', 'vyos@r1:~$'), goodbye],
      [command('configure'), command('set system host-name r2')],
    );
    assert.match(
      played.notes.join(),
      /^session.changes-left .*1 line was accepted but never committed; they were left behind by "exit discard"/,
    );
  });

  it('aborts what is open in a table of FortiOS, and tells what was saved before', async () => {
    const begin = [
      step('config system interface', '', 'fgt-1 (interface) # '),
      step('edit port1', '', 'fgt-1 (port1) # '),
      step('set alias lan', '', 'fgt-1 (port1) # '),
    ];
    const refused = await play(
      'fortinet',
      'fgt-1 # ',
      [
        { send: '\n', reply: '\r\nfgt-1 # ' },
        ...begin,
        step('set ipp 192.0.2.1/24', "command parse error before 'ipp'", 'fgt-1 (port1) # '),
        step('abort', '', 'fgt-1 # '),
        goodbye,
      ],
      lines('config system interface', 'edit port1', 'set alias lan', 'set ipp 192.0.2.1/24', 'end'),
    );
    assert.match(refused.notes.join(), /changes-discarded.*3 lines were accepted.*"abort" discarded/);
    const saved = await play(
      'fortinet',
      'fgt-1 # ',
      [{ send: '\n', reply: '\r\nfgt-1 # ' }, ...begin, step('end', '', 'fgt-1 # '), goodbye],
      lines('config system interface', 'edit port1', 'set alias lan', 'end'),
    );
    assert.deepEqual([statuses(saved).at(-1), saved.notes], ['ok', []]);
  });

  it('looks at the asterisk of VRP 8 and not at what it has sent', async () => {
    const begin = [step('screen-length 0 temporary', '', '<ce1>'), step('system-view', '', '[~ce1]')];
    const waiting = await play(
      'huawei_vrpv8',
      '<ce1>',
      [
        ...begin,
        step('sysname ce2', '', '[*ce1]'),
        step('clear configuration candidate', '', '[~ce1]'),
        step('return', '', '<ce1>'),
        { send: 'quit\n', reply: '', close: true },
      ],
      lines('sysname ce2'),
    );
    assert.match(waiting.notes.join(), /changes-discarded/);
    const committed = await play(
      'huawei_vrpv8',
      '<ce1>',
      [
        ...begin,
        step('display this', '#\r\nreturn', '[~ce1]'),
        step('return', '', '<ce1>'),
        { send: 'quit\n', reply: '', close: true },
      ],
      lines('display this'),
    );
    assert.deepEqual(committed.notes, []);
  });

  it('discards on VyOS when the save would come without a commit', async () => {
    const played = await playVyos(
      [
        step('set system host-name r2', '', vyosConfig),
        step('commit', '[[system]] failed\r\nCommit failed', vyosConfig),
        step('exit discard', 'exit', 'vyos@r1:~$'),
        goodbye,
      ],
      lines('set system host-name r2', 'commit', 'save'),
    );
    assert.equal(played.outcomes.at(-1)?.error?.code, 'session.commit-failed');
    assert.match(played.outcomes.at(-1)?.error?.message ?? '', /\[\[system\]\] failed\nCommit failed/);
    assert.match(played.notes.join(), /changes-discarded/);
  });

  it('leaves the shared candidate of PAN-OS alone and says so', async () => {
    const exec = 'ops@pa1>';
    const config = '[edit]\r\nops@pa1#';
    const played = await play(
      'paloalto_panos',
      exec,
      [
        step('set cli scripting-mode on', '', exec),
        step('set cli pager off', '', exec),
        step('set cli terminal width 500', '', exec),
        step('configure', 'Entering configuration mode', config),
        step('set deviceconfig system hostname pa2', '', config),
        step('exit configuration-mode', 'Exiting configuration mode', exec),
        goodbye,
      ],
      lines('set deviceconfig system hostname pa2'),
    );
    assert.match(
      played.notes.join(),
      /changes-left.*they stay in the candidate configuration, which all administrators share/,
    );
  });

  it('collects in a session of EOS and applies at once outside of it', async () => {
    const session = await play(
      'arista_eos',
      'sw1#',
      [
        step('terminal length 0', 'Pagination disabled.', 'sw1#'),
        step('terminal width 32767', 'Width set to 32767 columns.', 'sw1#'),
        step('configure terminal', '', 'sw1(config)#'),
        step('configure session ntp', '', 'sw1(config-s-ntp)#'),
        step('ntp server 192.0.2.7', '', 'sw1(config-s-ntp)#'),
        step('ntp srever 192.0.2.8', '% Invalid input', 'sw1(config-s-ntp)#'),
        step('abort', '', 'sw1#'),
        goodbye,
      ],
      lines('configure session ntp', 'ntp server 192.0.2.7', 'ntp srever 192.0.2.8', 'commit'),
    );
    assert.match(session.notes.join(), /changes-discarded.*"abort" discarded/);
  });

  it('says so where the changes could not be discarded', async () => {
    const played = await playVyos(
      [
        step('set system host-name r2', '', vyosConfig),
        { send: 'exit discard\n', reply: 'exit', close: true },
      ],
      lines('set system host-name r2'),
    );
    assert.match(played.notes.join(), /changes-left.*could not be discarded/);
  });
});
