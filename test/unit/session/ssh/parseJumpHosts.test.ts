import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseJumpHosts } from '../../../../src/session/ssh/hosts/parseJumpHosts.ts';

describe('parseJumpHosts', () => {
  it('reads hops', () => {
    assert.deepEqual(parseJumpHosts('bastion', 'd'), [{ host: 'bastion' }]);
    assert.deepEqual(parseJumpHosts('a@b:22, c@d.e@[2001:db8::1]:2222', 'd'), [
      { user: 'a', host: 'b', port: 22 },
      { user: 'c@d.e', host: '2001:db8::1', port: 2222 },
    ]);
    assert.deepEqual(parseJumpHosts('ssh://ann@host:8022/', 'd'), [
      { user: 'ann', host: 'host', port: 8022 },
    ]);
    assert.deepEqual(parseJumpHosts('2001:db8::1', 'd'), [{ host: '2001:db8::1' }]);
    assert.deepEqual(parseJumpHosts('None', 'd'), []);
  });

  it('refuses what is not one, naming the device', () => {
    for (const text of [
      '',
      'a,,b',
      '@host',
      'host:',
      'host:0',
      'host:99999',
      'host:ssh',
      'a b',
      '-oProxyCommand=x',
      '[::1',
      'u@',
    ]) {
      assert.throws(() => parseJumpHosts(text, 'core-1'), { code: 'session.jump-host-invalid' }, text);
    }
  });

  it('reads back what it understood', () => {
    fc.assert(
      fc.property(
        fc.option(fc.stringMatching(/^[a-z][a-z0-9.]*$/)),
        fc.domain(),
        fc.option(fc.integer({ min: 1, max: 65_535 })),
        (user, host, port) => {
          const text = `${user === null ? '' : `${user}@`}${host}${port === null ? '' : `:${port}`}`;
          assert.deepEqual(parseJumpHosts(text, 'd'), [
            { host, ...(user === null ? {} : { user }), ...(port === null ? {} : { port }) },
          ]);
        },
      ),
    );
  });
});
