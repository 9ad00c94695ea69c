import assert from 'node:assert/strict';
import { isRetryable } from '../../../../src/session/ssh/isRetryable.ts';
import { explainOpenSsh, explainOpenSshEnd } from '../../../../src/session/ssh/openssh/explainOpenSsh.ts';

const code = (stderr: string): string => explainOpenSsh('core-1', stderr, 'code 255').code;

describe('explainOpenSsh', () => {
  // What OpenSSH 9.2 said in each case.
  for (const [stderr, expected] of [
    ['eve@10.0.0.1: Permission denied (publickey,keyboard-interactive).', 'session.auth-rejected'],
    [
      'Received disconnect from 10.0.0.1 port 22:2: Too many authentication failures',
      'session.auth-rejected',
    ],
    [
      'No ED25519 host key is known for 10.0.0.1 and you have requested strict checking.\r\nHost key verification failed.\r\n',
      'session.host-key-unknown',
    ],
    [
      '@@@@@@\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n@@@@@@\nHost key verification failed.',
      'session.host-key-changed',
    ],
    [
      '@       WARNING: REVOKED HOST KEY DETECTED!               @\nHost key verification failed.',
      'session.host-key-revoked',
    ],
    ['ssh: connect to host 10.0.0.1 port 22: Connection refused', 'session.refused'],
    ['ssh: connect to host 10.0.0.1 port 22: Connection timed out', 'session.connect-timeout'],
    ['ssh: connect to host 10.0.0.1 port 22: No route to host', 'session.unreachable'],
    ['ssh: Could not resolve hostname x: Name or service not known', 'session.dns'],
    ['ssh: Could not resolve hostname x: Temporary failure in name resolution', 'session.dns-unavailable'],
    [
      'Unable to negotiate with 10.0.0.1 port 22: no matching cipher found. Their offer: 3des-cbc',
      'session.handshake-failed',
    ],
    ['kex_exchange_identification: Connection closed by remote host', 'session.reset'],
    ['Bad owner or permissions on /home/me/.ssh/config', 'session.ssh-config-unreadable'],
    ['PTY allocation request failed on channel 0', 'session.shell-refused'],
    ['something new', 'session.openssh-failed'],
    ['', 'session.openssh-failed'],
  ] as const) {
    it(`${expected}: ${stderr.slice(0, 60).trim()}`, () => {
      assert.equal(code(stderr), expected);
    });
  }

  it('is never talked into another try by a banner', () => {
    const rejected = 'Connection refused\nConnection timed out\neve@10.0.0.1: Permission denied (publickey).';
    assert.equal(code(rejected), 'session.auth-rejected');
    assert.equal(isRetryable(code(rejected)), false);
  });

  it('repeats no banner beside the reason, but everything about a host key', () => {
    const { message } = explainOpenSsh(
      'a',
      'Welcome!\r\nx@a: Permission denied (publickey).\r\n',
      'code 255',
    );
    assert.equal(message, 'a: ssh said: x@a: Permission denied (publickey).');
    const changed = '@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nOffending key in /k:3\n';
    assert.match(explainOpenSsh('a', changed, 'code 255').message, /\/k:3/);
  });

  it('shows the words without what is not printable, and not without limit', () => {
    const { message } = explainOpenSsh('core-1', `\x1b[2J${'x'.repeat(100_000)}\n`, 'code 255');
    assert.ok(!message.includes('\x1b'));
    assert.ok(message.length < 1_000);
  });

  it('tells a connection that broke from one that the device ended', () => {
    const end = (stderr: string): string => explainOpenSshEnd('core-1', stderr).code;
    assert.equal(end('Authenticated to x.\nConnection to x closed.\n'), 'session.closed');
    assert.equal(end('Timeout, server x not responding.\r\n'), 'session.lost');
    assert.equal(end('client_loop: send disconnect: Broken pipe'), 'session.lost');
  });
});
