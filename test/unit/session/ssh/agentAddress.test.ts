import assert from 'node:assert/strict';
import { agentAddress } from '../../../../src/session/ssh/keys/agentAddress.ts';
import type { AgentSurroundings } from '../../../../src/session/ssh/keys/agentAddress.ts';

function on(platform: NodeJS.Platform, authSock?: string, pipes: readonly string[] = []): AgentSurroundings {
  return { platform, authSock, home: '/home/me', pipes: async () => pipes };
}

describe('agentAddress', () => {
  it('follows IdentityAgent, then SSH_AUTH_SOCK', async () => {
    assert.equal(await agentAddress('/run/agent', on('linux', '/tmp/a')), '/run/agent');
    assert.equal(await agentAddress('none', on('linux', '/tmp/a')), undefined);
    assert.equal(await agentAddress('SSH_AUTH_SOCK', on('linux', '/tmp/a')), '/tmp/a');
    assert.equal(await agentAddress(undefined, on('linux', '/tmp/a')), '/tmp/a');
    assert.equal(await agentAddress(undefined, on('linux', '')), undefined);
  });

  it('finds the pipes of OpenSSH and Pageant on Windows', async () => {
    const pageant = 'pageant.me.0123abcd';
    assert.equal(
      await agentAddress(undefined, on('win32', undefined, [pageant, 'openssh-ssh-agent'])),
      '\\\\.\\pipe\\openssh-ssh-agent',
    );
    assert.equal(
      await agentAddress(undefined, on('win32', undefined, ['x', pageant])),
      `\\\\.\\pipe\\${pageant}`,
    );
    assert.equal(await agentAddress(undefined, on('win32')), undefined);
  });
});
