import assert from 'node:assert/strict';
import { builtInPlugins } from '../../../helpers/session/builtInPlatforms.ts';

describe('CompiledPlatform', () => {
  const prompts: readonly [string, string, string | undefined, string?][] = [
    ['cisco_ios', 'R1>', 'exec', 'R1'],
    ['cisco_ios', 'out\nR1#', 'privileged_exec', 'R1'],
    ['cisco_ios', 'R1(config-if)# ', 'configuration', 'R1'],
    ['cisco_ios', 'R1(ca-trustpoint)#', 'configuration', 'R1'],
    ['cisco_ios', 'R1(tcl)#', 'tclsh', 'R1'],
    ['cisco_ios', 'two words#', undefined],
    ['cisco_ios', '#', undefined],
    ['cisco_ios', 'R1#\n', 'privileged_exec', 'R1'],
    ['cisco_nxos', 'sw(maint-mode)# ', 'privileged_exec', 'sw'],
    ['cisco_xr', 'RP/0/RSP0/CPU0:pe-1(admin)#', 'admin', 'RP/0/RSP0/CPU0:pe-1'],
    ['cisco_xr', 'RP/0/RSP0/CPU0:pe-1(config-bgp)#', 'configuration', 'RP/0/RSP0/CPU0:pe-1'],
    ['cisco_asa', 'SYS/CTX1/act/sec# ', 'privileged_exec', 'SYS/CTX1/act/sec'],
    ['arista_eos', 'sw(s2)(config-s-x)#', 'configuration', 'sw(s2)'],
    ['arista_eos', '[admin@sw ~]$ ', 'bash', 'admin@sw'],
    ['juniper_junos', 'x\n{master:0}\nops@mx> ', 'exec', 'ops@mx'],
    ['juniper_junos', '{master:0}[edit system services]\nops@mx# ', 'configuration', 'ops@mx'],
    ['juniper_junos', '[edit]\nroot# ', 'configuration', 'root'],
    ['linux', 'ops@host:/var/log$ ', 'exec', 'ops@host'],
    ['linux', '[root@host ~]# ', 'root', 'root@host'],
    ['linux', 'Password: ', undefined],
    ['linux', 'host login: ', undefined],
    ['generic', '<sw-1>', 'cli', '<sw-1>'],
    ['generic', 'anything at all %', 'cli', 'anything at all '],
  ];
  for (const [id, tail, mode, host] of prompts) {
    it(`${id}: ${JSON.stringify(tail)} is ${mode ?? 'no prompt'}`, async () => {
      const match = (await builtInPlugins()).platforms.get(id).matchPrompt(tail);
      assert.equal(match?.mode, mode);
      assert.equal(match?.host, host);
    });
  }

  it('says how many lines a prompt takes, and its whole text', async () => {
    const junos = (await builtInPlugins()).platforms.get('juniper_junos');
    const match = junos.matchPrompt('last line\n{master:0}\nops@mx> ');
    assert.deepEqual([match?.lines, match?.text], [2, '{master:0}\nops@mx>']);
    assert.equal(junos.maxPromptLines, 2);
  });

  const failures: readonly [string, string, string | undefined, string?][] = [
    [
      'cisco_ios',
      "show foo\n       ^\n% Invalid input detected at '^' marker.\n",
      'rejected',
      "% Invalid input detected at '^' marker.",
    ],
    ['cisco_ios', '% Incomplete command.\n', 'incomplete', '% Incomplete command.'],
    ['cisco_ios', 'Command authorization failed.\n', 'authorisation', 'Command authorization failed.'],
    ['cisco_ios', 'log: % Invalid input detected\n', undefined],
    [
      'cisco_asa',
      'ERROR: % Ambiguous command:  "sh x"\n',
      'ambiguous',
      'ERROR: % Ambiguous command:  "sh x"',
    ],
    [
      'arista_eos',
      "% Invalid input (at token 1: 'foo')\n",
      'rejected',
      "% Invalid input (at token 1: 'foo')",
    ],
    ['juniper_junos', '          ^\nunknown command.\n', 'rejected', 'unknown command.'],
    ['juniper_junos', "    ^\n'inter' is ambiguous.\n", 'ambiguous', "'inter' is ambiguous."],
    ['linux', '-bash: foo: command not found\n', 'rejected', '-bash: foo: command not found'],
    ['linux', 'all is fine\n', undefined],
  ];
  for (const [id, output, kind, text] of failures) {
    it(`${id}: ${JSON.stringify(output)} is ${kind ?? 'no failure'}`, async () => {
      const failure = (await builtInPlugins()).platforms.get(id).matchFailure(output);
      assert.deepEqual([failure?.kind, failure?.text], [kind, text]);
    });
  }

  const dangerous: readonly [string, string, RegExp | undefined][] = [
    ['cisco_ios', 'reload in 5', /reloads/],
    ['cisco_ios', '  REL', /reloads/],
    ['cisco_ios', 'do wr er', /erases/],
    ['cisco_ios', 'conf t', /configuration/],
    ['cisco_ios', 'copy running-config startup-config', /configuration/],
    ['cisco_ios', 'wr', /saved configuration/],
    ['cisco_ios', 'debug ip packet', /debugging/],
    ['cisco_ios', 'clear ip bgp *', /resets/],
    ['cisco_ios', 'clear counters', undefined],
    ['cisco_ios', 'show reload', undefined],
    ['cisco_ios', 'show run | include reload', undefined],
    ['cisco_ios', 'show run | redirect flash:x', /writes a file/],
    ['cisco_ios', 'terminal length 0', undefined],
    ['cisco_nxos', 'show clock ; reload', /reloads/],
    ['cisco_xr', 'commit', /configuration/],
    ['cisco_asa', 'clear configure all', /erases/],
    ['arista_eos', 'reset platform x', /resets/],
    ['juniper_junos', 'request system reboot', /restart/],
    ['juniper_junos', 'req sys halt', /restart/],
    ['juniper_junos', 'request support information', undefined],
    ['juniper_junos', 'run request system reboot', /restart/],
    ['juniper_junos', 'set cli timestamp', undefined],
    ['juniper_junos', 'show configuration | display set | save /tmp/x', /writes a file/],
    ['linux', 'rm -rf /', /deletes/],
    ['linux', 'uptime; sudo -n /sbin/reboot', /restarts/],
    ['linux', 'bash -c "rm x"', /deletes/],
    ['linux', 'find / -name x -delete', /delete/],
    ['linux', 'echo x > /etc/motd', /writes/],
    ['linux', 'ls 2>/dev/null | grep rm', undefined],
    ['linux', 'systemctl status ssh', undefined],
    ['linux', 'systemctl restart ssh', /services/],
    ['linux', 'ip -br addr show', undefined],
    ['linux', 'ip link set eth0 down', /network/],
    ['generic', 'reset saved-configuration', /restarts|changes/],
    ['generic', 'display version', undefined],
  ];
  for (const [id, line, reason] of dangerous) {
    it(`${id}: "${line}" is ${reason === undefined ? 'harmless' : 'held back'}`, async () => {
      const found = (await builtInPlugins()).platforms.get(id).isDangerous(line);
      if (reason === undefined) assert.equal(found, undefined);
      else assert.match(found?.reason ?? '', reason);
    });
  }

  it('knows questions that nobody may answer', async () => {
    const ios = (await builtInPlugins()).platforms.get('cisco_ios');
    for (const line of [
      'Proceed with reload? [confirm]',
      'Overwrite? [y/n]: ',
      'Are you sure (y/n)? [n] ',
      'Do you really want to go on (yes/no/cancel)? [cancel]:',
      'Destination filename [startup-config]? ',
      'Password: ',
      'Press RETURN to continue',
    ]) {
      assert.equal(ios.isQuestion(line), true, line);
    }
    for (const line of ['Gi0/1 is up', 'R1#', 'Building configuration...', 'vlan 10, 20']) {
      assert.equal(ios.isQuestion(line), false, line);
    }
  });

  it('knows where a pager begins', async () => {
    const { platforms } = await builtInPlugins();
    assert.deepEqual(platforms.get('cisco_ios').matchPager(' --More-- '), { start: 0, key: ' ' });
    assert.equal(platforms.get('cisco_ios').matchPager(' --More-- and text'), undefined);
    assert.deepEqual(platforms.get('juniper_junos').matchPager('---(more 42%)---'), { start: 0, key: ' ' });
  });

  it('masks what the platform calls a secret', async () => {
    const { platforms } = await builtInPlugins();
    const masked = (id: string, line: string): string | undefined => {
      for (const regex of platforms.get(id).secrets) {
        const match = regex.exec(line);
        if (match?.[1] !== undefined) return match[1];
      }
      return undefined;
    };
    assert.equal(masked('cisco_ios', 'enable secret 9 $9$abc'), '$9$abc');
    assert.equal(masked('cisco_ios', 'username ops privilege 15 secret 5 $1$x'), '$1$x');
    assert.equal(masked('cisco_ios', 'snmp-server community public RO'), 'public');
    assert.equal(masked('cisco_ios', 'hostname sw1'), undefined);
    assert.equal(masked('juniper_junos', '    encrypted-password "$6$xyz"; ## SECRET-DATA'), '$6$xyz');
    assert.equal(masked('cisco_asa', ' pre-shared-key sesame'), 'sesame');
  });
});
