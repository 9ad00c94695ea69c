import assert from 'node:assert/strict';
import { redactPatterns } from '../../../../src/core/redact/redactPatterns.ts';

/** Configuration lines with a secret marked by §…§. */
const lines = [
  'username ops privilege 15 secret 9 §$9$abcDEF$ghi§',
  'username ops password 7 §0822455D0A16§',
  'enable secret 5 §$1$mERr$hx5rVt7rPNoS4wqbXKX7m0§',
  'enable password §plain!text§',
  'line password: §abc§',
  'snmp-server community §n3tw0rk§ RO',
  'snmp-server host 192.0.2.9 version 2c §n3tw0rk§',
  'snmp-server host 192.0.2.9 §n3tw0rk§',
  'snmp-server user u g v3 auth sha §authpass§ priv aes 128 §privpass§',
  'rocommunity §n3tw0rk§ 192.0.2.0/24',
  'set snmp community §n3tw0rk§ authorization read-only',
  '    encrypted-password "$6$x$y"; ## SECRET-DATA',
  'tacacs-server host 192.0.2.3 key 7 §0822455D0A16§',
  'radius-server key §abcdef§',
  ' neighbor 192.0.2.1 password 7 §13061E010803§',
  ' ip ospf message-digest-key 1 md5 7 §02050D480809§',
  ' key-string 7 §02050D480809§',
  'pre-shared-key ascii-text §"two words"§',
  'psk=§correcthorse§',
];

describe('redactPatterns', () => {
  for (const line of lines) {
    const secrets = [...line.matchAll(/§([^§]+)§/g)].map((match) => match[1] ?? '');
    if (line.includes('$6$x$y')) secrets.push('$6$x$y');
    it(`masks ${line.replaceAll('§', '')}`, () => {
      const masked = redactPatterns(`before\n${line.replaceAll('§', '')}\nafter`);
      for (const secret of secrets) assert.ok(!masked.includes(secret), masked);
      assert.ok(masked.startsWith('before\n') && masked.endsWith('\nafter'));
      assert.match(masked, /\*{8}/);
    });
  }

  it('leaves lines without secrets alone', () => {
    const text = [
      'service password-encryption',
      'no ip domain lookup',
      'interface Ethernet1',
      'aaa authentication login default group tacacs+ local',
      'ip community-list standard X permit 65000:1',
      'description password reset desk',
    ].join('\n');
    const masked = redactPatterns(text);
    assert.equal(masked.split('\n').slice(0, 5).join('\n'), text.split('\n').slice(0, 5).join('\n'));
  });

  it('masks private keys, also one that is cut off', () => {
    const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\nBBBB\n-----END OPENSSH PRIVATE KEY-----';
    const masked = redactPatterns(`a\n${key}\nb\n-----BEGIN RSA PRIVATE KEY-----\nCCCC`);
    assert.ok(!/AAAA|BBBB|CCCC/.test(masked));
    assert.ok(masked.startsWith('a\n') && masked.includes('\nb\n'));
  });

  it('takes patterns of platforms, with and without a group', () => {
    assert.equal(redactPatterns('x token=abc y', [/token=(\w+)/]), 'x token=******** y');
    assert.equal(redactPatterns('x abc y abc', [/abc/i]), 'x ******** y ********');
  });
});
