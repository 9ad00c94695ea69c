import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import {
  KnownHosts,
  judgeHostKey,
  knownHostName,
  knownKeyTypes,
} from '../../../../src/session/hostkeys/knownHosts.ts';
import { parseKnownHosts } from '../../../../src/session/hostkeys/parseKnownHosts.ts';

/** A made-up key in wire format, base64. */
function blobOf(type: string, seed: number): string {
  const name = Buffer.from(type);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(name.length);
  return Buffer.concat([head, name, Buffer.alloc(32, seed)]).toString('base64');
}

const ed = blobOf('ssh-ed25519', 1);
const edOther = blobOf('ssh-ed25519', 2);
const rsa = blobOf('ssh-rsa', 3);
const all = ['ssh-ed25519', 'ssh-rsa'];

function judge(text: string, host: string, port: number, key: { type: string; blob: string }, offered = all) {
  const files = [new KnownHosts(parseKnownHosts('known_hosts', text).entries)];
  return judgeHostKey(files, { host, port }, key, offered);
}

const edKey = { type: 'ssh-ed25519', blob: ed };

describe('parseKnownHosts', () => {
  it('reads entries with comments, tabs, CRLF and markers, with their lines', () => {
    const text = `# comment\r\n\r\ncore-1\tssh-ed25519 ${ed} someone@host\r\n@revoked * ssh-rsa ${rsa}\n@cert-authority *.net ssh-ed25519 ${ed}`;
    const { entries, ignoredLines } = parseKnownHosts('f', text);
    assert.deepEqual(
      entries.map(({ line, marker, type }) => [line, marker, type]),
      [
        [3, 'none', 'ssh-ed25519'],
        [4, 'revoked', 'ssh-rsa'],
        [5, 'cert-authority', 'ssh-ed25519'],
      ],
    );
    assert.deepEqual(ignoredLines, []);
  });

  it('leaves out what it does not understand, and says where', () => {
    const text = [
      'core-1 1024 35 1234567890',
      `core-1 ssh-rsa ${ed}`,
      '@unknown core-1 ssh-rsa AAAA',
      'core-1 ssh-rsa',
      'core-1 ssh-rsa not*base64',
    ].join('\n');
    assert.deepEqual(parseKnownHosts('f', text), { entries: [], ignoredLines: [1, 2, 3, 4, 5] });
  });

  it('never throws, and gives each line once or not at all', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        const { entries, ignoredLines } = parseKnownHosts('f', text);
        const lines = [...entries.map((entry) => entry.line), ...ignoredLines];
        assert.equal(new Set(lines).size, lines.length);
        assert.ok(lines.length <= text.split('\n').length);
      }),
    );
  });
});

describe('judgeHostKey', () => {
  it('knows a key by name and port', () => {
    assert.equal(judge(`core-1 ssh-ed25519 ${ed}`, 'CORE-1', 22, edKey).kind, 'known');
    assert.equal(judge(`[core-1]:2222 ssh-ed25519 ${ed}`, 'core-1', 2222, edKey).kind, 'known');
    assert.equal(judge(`[core-1]:2222 ssh-ed25519 ${ed}`, 'core-1', 22, edKey).kind, 'unknown');
  });

  it('takes the very same key stored without a port, as OpenSSH does, but no other', () => {
    assert.equal(judge(`core-1 ssh-ed25519 ${ed}`, 'core-1', 2222, edKey).kind, 'known');
    assert.equal(judge(`core-1 ssh-ed25519 ${edOther}`, 'core-1', 2222, edKey).kind, 'unknown');
  });

  it('sees a changed key, of the same type or of another one that was offered', () => {
    const changed = judge(`core-1 ssh-ed25519 ${edOther}`, 'core-1', 22, edKey);
    assert.equal(changed.kind, 'changed');
    assert.equal(judge(`core-1 ssh-rsa ${rsa}`, 'core-1', 22, edKey).kind, 'changed');
  });

  it('does not take a host for changed that had no chance to show the key it is known by', () => {
    assert.equal(judge(`core-1 ssh-rsa ${rsa}`, 'core-1', 22, edKey, ['ssh-ed25519']).kind, 'unknown');
  });

  it('knows a host by any of several keys', () => {
    const text = `core-1 ssh-ed25519 ${edOther}\ncore-1 ssh-ed25519 ${ed}\ncore-1 ssh-rsa ${rsa}`;
    assert.equal(judge(text, 'core-1', 22, edKey).kind, 'known');
  });

  it('puts a revocation above everything', () => {
    const text = `core-1 ssh-ed25519 ${ed}\n@revoked * ssh-ed25519 ${ed}`;
    assert.equal(judge(text, 'core-1', 22, edKey).kind, 'revoked');
    assert.equal(judge(`@revoked * ssh-ed25519 ${edOther}`, 'core-1', 22, edKey).kind, 'unknown');
    assert.equal(judge(`@revoked core-1 ssh-ed25519 ${ed}`, 'core-1', 2222, edKey).kind, 'revoked');
  });

  it('does not take the key of a certificate authority for a host key', () => {
    const verdict = judge(`@cert-authority * ssh-ed25519 ${ed}`, 'core-1', 22, edKey);
    assert.deepEqual([verdict.kind, 'certAuthority' in verdict], ['unknown', true]);
  });

  it('gives the same verdict for a plain, a hashed and a wildcard entry', () => {
    const key = fc.constantFrom(ed, edOther);
    fc.assert(
      fc.property(fc.domain(), fc.integer({ min: 1, max: 65_535 }), key, (host, port, stored) => {
        const name = knownHostName({ host, port });
        const salt = Buffer.alloc(20, 7);
        const hashed = `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
        const verdicts = [name, hashed, `${name.slice(0, -1)}?`].map(
          (field) => judge(`${field} ssh-ed25519 ${stored}`, host, port, edKey).kind,
        );
        assert.deepEqual(verdicts, Array(3).fill(stored === ed ? 'known' : 'changed'));
      }),
    );
  });
});

describe('knownKeyTypes', () => {
  it('names the types of plain entries, and falls back on those without a port', () => {
    const files = [
      new KnownHosts(parseKnownHosts('f', `a ssh-rsa ${rsa}\n@revoked a ssh-ed25519 ${ed}`).entries),
    ];
    assert.deepEqual(knownKeyTypes(files, { host: 'a', port: 22 }), ['ssh-rsa']);
    assert.deepEqual(knownKeyTypes(files, { host: 'a', port: 2222 }), ['ssh-rsa']);
    assert.deepEqual(knownKeyTypes(files, { host: 'b', port: 22 }), []);
    assert.deepEqual(
      knownKeyTypes(files, { host: 'a', port: 2222, alias: true }),
      ['ssh-rsa'],
      'an alias has no port',
    );
  });
});
