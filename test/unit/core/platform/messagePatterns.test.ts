import assert from 'node:assert/strict';
import { builtInPlugins } from '../../../helpers/session/builtInPlatforms.ts';

/** What devices write to terminals, as their manuals show it. */
const messages: readonly (readonly [string, ...string[]])[] = [
  [
    'cisco_ios',
    '*Nov 20 18:03:21.123: %SYS-5-CONFIG_I: Configured from console by admin on vty0 (192.0.2.1)',
    '000123: Nov 20 18:03:21.123 UTC: %LINK-3-UPDOWN: Interface Gi0/1, changed state to up',
    '3d05h: %LINK-3-UPDOWN: Interface Gi0/1, changed state to up',
  ],
  ['cisco_xe', '*Nov 20 18:03:21.123: %SYS-5-CONFIG_I: Configured'],
  ['ruijie_os', '*Nov 20 18:03:21: %LINEPROTO-5-UPDOWN: x'],
  [
    'cisco_nxos',
    '2026 Nov 20 18:03:21 sw1 %ETHPORT-5-IF_UP: Interface Ethernet1/1 is up',
    '2026 Nov 20 18:03:21.123 sw1 %$ VDC-1 %$ %VSHD-5-VSHD_SYSLOG_CONFIG_I: Configured from vty',
  ],
  [
    'cisco_xr',
    'RP/0/RSP0/CPU0:Nov 20 18:03:21.123 UTC: ifmgr[257]: %PKT_INFRA-LINK-3-UPDOWN : Interface x, changed state to Up',
    'RP/0/RP0/CPU0:2026 Nov 20 18:03:21.123 UTC: config[65]: %MGBL-SYS-5-CONFIG_I : Configured from console by cisco',
  ],
  [
    'cisco_asa',
    "%ASA-5-111008: User 'admin' executed the 'write memory' command.",
    'Nov 20 2026 18:03:21: %ASA-6-302013: Built',
    'Nov 20 2026 18:03:21 fw1 : %ASA-6-302013: Built',
  ],
  ['cisco_s300', '20-Nov-2026 18:03:21 %LINK-W-Down:  gi1'],
  [
    'arista_eos',
    'Nov 20 18:03:21 sw1 ConfigAgent: %SYS-5-CONFIG_I: Configured from console by admin on vty7 (192.0.2.1)',
  ],
  ['juniper_junos', 'Message from syslogd@mx1 at Nov 20 18:03:21  ...'],
  [
    'huawei',
    'Nov 20 2026 18:03:21 HUAWEI %%01SHELL/5/CMDRECORD(s)[0]:Recorded command',
    'Nov 20 2026 18:03:21+01:00 HUAWEI %%01IFNET/4/IF_STATE(l)[1]:Interface',
    '#Nov 20 2026 18:03:21 SW1 IFNET/4/IF_STATE:OID 1.3.6',
    '%Nov 20 2026 18:03:21 SW1 SHELL/5/LOGIN: x',
  ],
  ['hp_comware', '%Nov 20 18:03:21:123 2026 H3C SHELL/5/SHELL_LOGIN: TTY logged in'],
  ['hp_procurve', 'I 11/20/26 18:03:21 00076 ports: port 1 is now on-line'],
  ['aruba_aoscx', '2026-11-20T18:03:21.123456+00:00 sw1 intfd[123]: Event|403|LOG_INFO|AMM|1/1|Link up'],
  ['mikrotik_routeros', '18:03:21 echo: system,info,account user admin logged in from 192.0.2.1 via ssh'],
  ['nokia_sros', '252 2026/11/20 18:03:21.76 UTC WARNING: SNMP #2005 Base my-interface-abc'],
  ['dell_os9', 'Nov 20 18:03:21: %STKUNIT0-M:CP %IFMGR-5-OSTATE_UP: Changed interface state to up'],
  [
    'dell_os10',
    '<165>1 2026-11-20T18:03:21.123456+00:00 OS10 dn_alm 123 - - Node.1-Unit.1:PRI [event], Dell EMC (OS10) %IFM_OSTATE_UP: Interface',
  ],
  [
    'dell_os6',
    '<189> Nov 20 18:03:21 192.0.2.1-1 TRAPMGR[trapTask]: traputil.c(721) 1234 %% NOTE Link Up: Gi1/0/1',
  ],
  ['extreme_exos', '11/20/2026 18:03:21.12 <Info:vlan.msgs.portLinkStateUp> Port 1 link UP'],
  ['ruckus_fastiron', 'SYSLOG: <14>Nov 20 18:03:21 sw1 System: Interface ethernet 1/1/1, state up'],
  ['cumulus_vtysh', '2026/11/20 18:03:21 ZEBRA: [XXXXX-YYYYY] text'],
  ['allied_telesis_awplus', '18:03:21 awplus NSM[1234]: Port up notification received for port1.0.1'],
];

describe('the messages of platforms', () => {
  for (const [platform, ...lines] of messages) {
    it(`are known of ${platform}`, async () => {
      const { messages: patterns } = (await builtInPlugins()).platforms.get(platform);
      for (const line of lines) {
        assert.equal(patterns.find(`${line}\n`)?.start, 0, line);
        assert.equal(patterns.isMessage(line), true, line);
        assert.ok(patterns.marks.some((mark) => line.includes(mark)));
      }
    });
  }

  it('are found in the middle of a line where a date makes them unmistakable', async () => {
    const { messages: patterns } = (await builtInPlugins()).platforms.get('cisco_ios');
    assert.equal(patterns.find('Gi0/1 is up*Nov 20 18:03:21.123: %SYS-5-CONFIG_I: x\n')?.start, 11);
    assert.equal(patterns.find('reason: %SYS-5-CONFIG_I: x\n'), undefined);
    assert.equal(patterns.find(' event syslog pattern "%SYS-5-CONFIG_I:"\n'), undefined);
  });

  it('are no refusals and no percentages', async () => {
    const { platforms } = await builtInPlugins();
    for (const id of platforms.ids()) {
      const { messages: patterns } = platforms.get(id);
      for (const line of [
        "% Invalid input detected at '^' marker.",
        '% Incomplete command.',
        'CPU utilization for five seconds: 5%/0%; one minute: 6%',
        'ERROR: % Invalid input detected',
        'Error: Unrecognized command found at position.',
        '# 2026-11-20 18:03:21 by RouterOS 7.16',
        '!Time: Fri Nov 20 18:03:21 2026',
        'GigabitEthernet0/1 is up, line protocol is up',
        '  Last link flapped: 2026-11-20 18:03:21 UTC',
        '',
      ]) {
        assert.equal(patterns.find(`${line}\n`), undefined, `${id}: ${line}`);
        assert.equal(patterns.isMessage(line), false, `${id}: ${line}`);
      }
    }
  });
});
