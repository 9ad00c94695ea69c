import assert from 'node:assert/strict';
import { networkError } from '../../../../src/session/ssh/connectSocket.ts';

const endpoint = { label: 'core-1', host: '192.0.2.1', port: 22 };

function systemError(code: string): Error {
  return Object.assign(new Error(`connect ${code} 192.0.2.1:22`), { code });
}

describe('what the system says of a connection that could not be had', () => {
  for (const [system, code, hint] of [
    ['ENETUNREACH', 'session.unreachable', /VPN/],
    ['EHOSTUNREACH', 'session.unreachable', /VPN/],
    ['EHOSTDOWN', 'session.unreachable', /VPN/],
    ['ENETDOWN', 'session.unreachable', /VPN/],
    ['EADDRNOTAVAIL', 'session.unreachable', /VPN/],
    ['ECONNREFUSED', 'session.refused', /SSH is enabled/],
    ['ETIMEDOUT', 'session.connect-timeout', /firewalls/],
    ['ECONNRESET', 'session.reset', /too many connections/],
    ['EAI_AGAIN', 'session.dns-unavailable', /name servers/],
    ['EMFILE', 'session.connect-failed', /too many open files/],
  ] as const) {
    it(`${system}: ${code}, with where and what to do`, () => {
      const error = networkError(endpoint, systemError(system));
      assert.equal(error.code, code);
      assert.match(error.message, /^core-1: .*192\.0\.2\.1/);
      assert.match(error.hint ?? '', hint);
    });
  }

  it('believes the address that was really tried, where a name has several', () => {
    const both = (...codes: string[]): string =>
      networkError(endpoint, new AggregateError(codes.map(systemError))).code;
    assert.equal(both('ENETUNREACH', 'ECONNREFUSED'), 'session.refused', 'no IPv6 here is nothing to report');
    assert.equal(both('ECONNREFUSED', 'ENETUNREACH'), 'session.refused');
    assert.equal(both('ENETUNREACH', 'ENETUNREACH'), 'session.unreachable');
  });
});
