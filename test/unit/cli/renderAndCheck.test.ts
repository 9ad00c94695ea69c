import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkCommand } from '../../../src/cli/commands/checkCommand.ts';
import { renderCommand } from '../../../src/cli/commands/renderCommand.ts';
import { runCli } from '../../../src/cli/runCli.ts';
import { fakeIo } from './fakeIo.ts';

const inventory = `hostname,ip_address,device_type,tags,vlan,uplink
core-1,192.0.2.1,cisco_ios,core,10,Gi1/0/48
edge-1,192.0.2.3,cisco_ios,edge,,Gi0/1
`;

describe('showrun render and showrun check', () => {
  let folder = '';
  const paths = { executor: '', lab: '', plugins: resolve('src/plugins') };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-render-'));
    await writeFile(join(folder, 'inventory.csv'), inventory);
  });
  after(() => rm(folder, { recursive: true }));

  async function run(
    name: string,
    text: string,
    ...words: string[]
  ): Promise<{ code: number; out: string; err: string }> {
    await writeFile(join(folder, 'a.cmds'), text);
    const io = fakeIo({ cwd: folder });
    const all = [name, '-t', 'a.cmds', '-i', join(folder, 'inventory.csv'), ...words];
    const code = await runCli(all, [renderCommand(paths), checkCommand(paths)], io, '1.2.3');
    return { code, out: io.out(), err: io.err() };
  }

  it('render prints the lines of each device', async () => {
    const { code, out, err } = await run('render', '### Up\n# @timeout 5\nshow interfaces {{ uplink }}\n');
    assert.deepEqual({ code, err }, { code: 0, err: '' });
    assert.equal(out, '# core-1\nshow interfaces Gi1/0/48\n\n# edge-1\nshow interfaces Gi0/1\n');
  });

  it('render prints one device alone, as JSON too, and takes variables', async () => {
    const text = 'show vlan id {{ number }}\n';
    const one = await run('render', text, '--device', 'core-1', '--set', 'number=7');
    assert.equal(one.out, 'show vlan id 7\n');
    const json = await run('render', text, '--device', 'core-1', '--set', 'number=7', '--format', 'json');
    assert.deepEqual(JSON.parse(json.out), [{ device: 'core-1', lines: ['show vlan id 7'] }]);
  });

  it('render prints every error with its place and returns 2', async () => {
    const { code, err } = await run('render', 'show {{ vlan }}\nshow {{ nope }}\n');
    assert.equal(code, 2);
    assert.match(err, /a\.cmds:1:9: error: .*edge-1.*\[template\.undefined\]/);
    assert.match(err, /a\.cmds:2:9: error: .*\[template\.undefined\]/);
    const unknown = await run('render', 'show version\n', '--device', 'cor-1');
    assert.equal(unknown.code, 2);
    assert.match(unknown.err, /planning\.unknown-device/);
  });

  it('a line break in a value is an error for commands and none for raw text', async () => {
    const text = 'a {{ "x\\ny" }}\n';
    assert.equal((await run('render', text, '--device', 'core-1')).code, 2);
    const raw = await run('render', text, '--device', 'core-1', '--raw');
    assert.deepEqual({ code: raw.code, out: raw.out }, { code: 0, out: 'a x\ny\n' });
    assert.equal((await run('render', '{{ nope }}\n', '--raw')).code, 2);
  });

  it('check says what the editor says, each thing once, and what rendering finds', async () => {
    const { code, out } = await run('check', '### A\nshow vlan id {{ vlan }}\nsh v\nreload\n');
    assert.equal(code, 2);
    assert.match(out, /a\.cmds:2:17: error: .*edge-1.*\[template\.undefined\]/);
    assert.match(out, /a\.cmds:3:4: warning: .*\[language\.ambiguous-command\]/);
    assert.match(out, /a\.cmds:4:1: info: .*\[language\.held-command\]/);
    assert.equal(out.trimEnd().split('\n').length, 3);
  });

  it('check is content with a good template; --strict minds warnings', async () => {
    assert.deepEqual(await run('check', '# @ask t "T?"\nshow version {{ t }}\n'), {
      code: 0,
      out: '',
      err: '',
    });
    assert.equal((await run('check', 'sh v\n')).code, 0);
    assert.equal((await run('check', 'sh v\n', '--strict')).code, 2);
  });
});
