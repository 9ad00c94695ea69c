import assert from 'node:assert/strict';
import { HostKeyFiles } from '../../../../src/session/hostkeys/hostKeyFiles.ts';
import type { HostKeyStorage } from '../../../../src/session/hostkeys/hostKeyFiles.ts';

const logger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
const blob = Buffer.from('\0\0\0\x0bssh-ed25519key').toString('base64');

class MemoryStorage implements HostKeyStorage {
  readonly files = new Map<string, string>();
  reads = 0;

  async readFile(path: string): Promise<Uint8Array> {
    this.reads++;
    const text = this.files.get(path);
    if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    return Buffer.from(text);
  }

  async appendLine(path: string, line: string): Promise<void> {
    await Promise.resolve();
    this.files.set(path, `${this.files.get(path) ?? ''}${line}\n`);
  }
}

describe('HostKeyFiles', () => {
  it('reads each file once, and takes one that is not there for empty', async () => {
    const storage = new MemoryStorage();
    const files = new HostKeyFiles(storage, logger);
    await Promise.all([files.load(['a', 'a']), files.load(['a'])]);
    assert.equal(storage.reads, 1);
  });

  it('fails where a file cannot be read for another reason', async () => {
    const storage = new MemoryStorage();
    storage.readFile = async () => {
      throw Object.assign(new Error('no permission'), { code: 'EACCES' });
    };
    await assert.rejects(new HostKeyFiles(storage, logger).load(['a']), {
      code: 'session.known-hosts-unreadable',
    });
  });

  it('writes an entry once, however many ask for it at the same time', async () => {
    const storage = new MemoryStorage();
    const files = new HostKeyFiles(storage, logger);
    await Promise.all(Array.from({ length: 5 }, () => files.append('own', 'core-1', 'ssh-ed25519', blob)));
    await files.append('own', 'core-2', 'ssh-ed25519', blob);
    assert.equal(storage.files.get('own'), `core-1 ssh-ed25519 ${blob}\ncore-2 ssh-ed25519 ${blob}\n`);
    const [known] = await files.load(['own']);
    assert.equal(known?.find('core-1').length, 1);
  });

  it('goes on after a write that failed', async () => {
    const storage = new MemoryStorage();
    const files = new HostKeyFiles(storage, logger);
    const { appendLine } = storage;
    storage.appendLine = async () => {
      throw new Error('disk full');
    };
    await assert.rejects(files.append('own', 'core-1', 'ssh-ed25519', blob), /disk full/);
    storage.appendLine = appendLine;
    await files.append('own', 'core-1', 'ssh-ed25519', blob);
    assert.equal(storage.files.get('own'), `core-1 ssh-ed25519 ${blob}\n`);
  });
});
