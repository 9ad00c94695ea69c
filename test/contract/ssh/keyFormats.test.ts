import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decryptKey } from '../../../src/session/ssh/keys/decryptKey.ts';
import { openPrivateKey } from '../../../src/session/ssh/keys/openPrivateKey.ts';
import type { OpenResult } from '../../../src/session/ssh/keys/openPrivateKey.ts';
import { SigningKey } from '../../../src/session/ssh/keys/signingKey.ts';
import { run } from './realSshd.ts';

const { signal } = new AbortController();
const passphrase = 'open sesame';

describe('private keys, as ssh-keygen writes them', function () {
  this.timeout(60_000);
  let folder: string;

  before(async function () {
    folder = await mkdtemp(join(tmpdir(), 'showrun-keys-'));
    const found = await run('ssh-keygen', [
      '-q',
      '-t',
      'ed25519',
      '-N',
      '',
      '-f',
      join(folder, 'probe'),
    ]).then(
      () => true,
      () => false,
    );
    if (found) return;
    console.log('      (left out: no ssh-keygen is installed here)');
    this.skip();
  });

  after(() => rm(folder, { recursive: true, force: true }));

  async function make(name: string, ...options: string[]): Promise<{ text: string; line: string }> {
    const path = join(folder, name);
    await run('ssh-keygen', ['-q', '-C', '', '-f', path, ...options]);
    return { text: await readFile(path, 'utf8'), line: (await readFile(`${path}.pub`, 'utf8')).trim() };
  }

  /** The public key of what was opened, as node's crypto has it, from the private one. */
  function publicOf(result: OpenResult): KeyObject {
    assert.equal(result.kind, 'opened');
    return createPublicKey(result.key.pem);
  }

  const types = [
    ['rsa', 'sha256', ['-t', 'rsa', '-b', '2048']],
    ['ecdsa', undefined, ['-t', 'ecdsa', '-b', '384']],
    ['ed25519', undefined, ['-t', 'ed25519']],
  ] as const;
  const formats = [
    ['OpenSSH', []],
    ['PEM', ['-m', 'PEM']],
    ['PKCS8', ['-m', 'PKCS8']],
  ] as const;

  for (const [type, hash, typeOptions] of types) {
    for (const [format, formatOptions] of formats) {
      for (const secret of ['', passphrase]) {
        it(`${type}, ${format}${secret === '' ? '' : ', with a passphrase'}`, async () => {
          const name = [type, format, secret === '' ? 'open' : 'locked'].join('-');
          const { text, line } = await make(name, ...typeOptions, ...formatOptions, '-N', secret);
          let result = openPrivateKey(text);
          if (secret !== '') {
            assert.equal(result.kind, 'locked');
            assert.equal((await decryptKey(text, 'wrong', signal)).kind, 'locked');
            result = await decryptKey(text, secret, signal);
          }
          assert.equal(result.kind, 'opened');
          const key = new SigningKey(result.key);
          const blob = key.publicKey.getPublicSSH().toString('base64');
          assert.equal(`${key.publicKey.type} ${blob}`, line, 'the public key beside it');
          const data = Buffer.from('to be signed');
          const digest = hash ?? (type === 'ecdsa' ? 'sha384' : undefined);
          assert.ok(verify(digest, data, publicOf(result), key.sign(data, hash)));
        });
      }
    }
  }

  it('does not hold up what else goes on while it decrypts', async () => {
    const { text } = await make('slow', '-t', 'ed25519', '-a', '64', '-N', passphrase);
    let turns = 0;
    let done = false;
    const count = (): void => {
      turns++;
      if (!done) setImmediate(count);
    };
    setImmediate(count);
    const result = await decryptKey(text, passphrase, signal);
    done = true;
    assert.equal(result.kind, 'opened');
    assert.ok(turns > 100, `${turns} turns of the event loop`);
  });

  it('is given up when it takes too long, and when nobody wants it any more', async () => {
    const { text } = await make('slower', '-t', 'ed25519', '-a', '64', '-N', passphrase);
    await assert.rejects(decryptKey(text, passphrase, signal, 1), /longer than/);
    const abort = new AbortController();
    const decrypting = decryptKey(text, passphrase, abort.signal);
    abort.abort(new Error('stop'));
    await assert.rejects(decrypting, /stop/);
  });

  it('says what is wrong with what is no key', () => {
    assert.equal(openPrivateKey('nonsense').kind, 'unusable');
    assert.equal(openPrivateKey('').kind, 'unusable');
    assert.equal(
      openPrivateKey('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n').kind,
      'unusable',
    );
  });
});
