import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DetectedPlatforms } from '../../../src/store/detectedPlatforms.ts';
import { temporaryFolder } from '../engine/temporaryFolder.ts';

describe('DetectedPlatforms', () => {
  const folder = temporaryFolder();
  const file = (): string => join(folder(), 'new', 'detected-platforms.json');

  it('remembers over processes, and keeps what another one has learned meanwhile', async () => {
    const mine = await DetectedPlatforms.load(file());
    const other = await DetectedPlatforms.load(file());
    mine.set('ssh 192.0.2.1', { platform: 'cisco_ios', identification: 'SSH-2.0-Cisco-1.25' });
    other.set('ssh 192.0.2.2', { platform: 'linux' });
    await mine.save();
    await other.save();
    const later = await DetectedPlatforms.load(file());
    assert.deepEqual(later.get('ssh 192.0.2.1'), {
      platform: 'cisco_ios',
      identification: 'SSH-2.0-Cisco-1.25',
    });
    assert.deepEqual(later.get('ssh 192.0.2.2'), { platform: 'linux' });
    assert.deepEqual(await readdir(join(folder(), 'new')), ['detected-platforms.json']);
  });

  it('writes nothing where nothing was learned', async () => {
    const memory = await DetectedPlatforms.load(file());
    await memory.save();
    await assert.rejects(readFile(file()), { code: 'ENOENT' });
  });

  it('takes what is not in order for nothing known', async () => {
    const path = join(folder(), 'x.json');
    const bad = [
      '{',
      'null',
      '[]',
      '{"devices":7}',
      '{"devices":{"a":{"platform":7},"b":null,"c":{"platform":"linux","identification":[]}}}',
    ];
    for (const text of bad) {
      await writeFile(path, text);
      const memory = await DetectedPlatforms.load(path);
      for (const device of ['a', 'b', 'c', '__proto__']) assert.equal(memory.get(device), undefined);
    }
    await writeFile(path, '{"devices":{"__proto__":{"platform":"linux"}}}');
    assert.equal(({} as { platform?: string }).platform, undefined);
  });

  it('saves what comes while it is saving', async () => {
    const memory = await DetectedPlatforms.load(file());
    memory.set('a', { platform: 'linux' });
    const saving = memory.save();
    memory.set('b', { platform: 'vyos' });
    await Promise.all([saving, memory.save()]);
    const later = await DetectedPlatforms.load(file());
    assert.deepEqual([later.get('a')?.platform, later.get('b')?.platform], ['linux', 'vyos']);
  });
});
