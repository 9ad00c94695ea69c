import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { readSshConfig } from '../../../src/session/ssh/config/readSshConfig.ts';
import { expandHostName, settingsFor } from '../../../src/session/ssh/config/sshConfig.ts';
import { hostFiles } from '../../../src/session/ssh/hostFiles.ts';
import { run } from './realSshd.ts';
import { MemoryLogger } from './sshHarness.ts';

const pattern = fc.constantFrom('a1', 'a*', 'a?', '!a2', '*', 'b1 a1', 'b*');
const condition = fc.oneof(
  fc.array(pattern, { minLength: 1, maxLength: 3 }).map((patterns) => `Host ${patterns.join(' ')}`),
  fc.constantFrom(
    'Match all',
    'Match host a1.net',
    'Match originalhost a1,b1',
    'Match !originalhost a1',
    'Match user eve',
  ),
);
const option = fc.oneof(
  fc.integer({ min: 1, max: 65_535 }).map((port) => `Port ${port}`),
  fc.constantFrom('HostName %h.net', 'User eve', 'User bob', 'Include more', 'ServerAliveInterval 2m'),
);
const block = fc.tuple(condition, fc.array(option, { minLength: 1, maxLength: 3 }));

describe('ssh_config, compared with OpenSSH', function () {
  this.timeout(60_000);
  const localUser = userInfo().username;
  let folder: string;

  before(async function () {
    folder = await mkdtemp(join(tmpdir(), 'showrun-config-'));
    const installed = await run('ssh', ['-V']).then(
      () => true,
      () => false,
    );
    if (installed) return;
    console.log('      (left out: no ssh is installed here)');
    this.skip();
  });

  after(() => rm(folder, { recursive: true }));

  it('gives the same host, port, user and keepalive', async () => {
    const home = join(folder, 'no-home');
    await fc.assert(
      fc.asyncProperty(
        fc.array(block, { maxLength: 4 }),
        fc.constantFrom('a1', 'a2', 'b1'),
        async (blocks, host) => {
          const text = blocks.map(([head, options]) => `${head}\n  ${options.join('\n  ')}\n`).join('');
          const path = join(folder, 'config');
          // Relative includes of OpenSSH look in ~/.ssh, ours beside the file.
          await writeFile(join(folder, 'more'), 'Host a*\n  Port 77\n');
          await writeFile(path, text.replaceAll('Include more', `Include ${join(folder, 'more')}`));
          const { stdout } = await run('ssh', ['-G', '-F', path, host]);
          const theirs = (name: string): string | undefined =>
            new RegExp(`^${name} (.*)$`, 'm').exec(stdout)?.[1];
          const config = await readSshConfig(path, { files: hostFiles, logger: new MemoryLogger(), home });
          const ours = settingsFor(config, { host, localUser });
          assert.deepEqual(
            [expandHostName(ours.hostName, host), ours.port ?? 22, (ours.serverAliveIntervalMs ?? 0) / 1_000],
            [theirs('hostname'), Number(theirs('port')), Number(theirs('serveraliveinterval'))],
            text,
          );
          assert.equal(ours.user ?? localUser, theirs('user'), text);
        },
      ),
      { numRuns: 150 },
    );
  });
});
