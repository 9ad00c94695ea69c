import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { platformCommand } from '../../../src/cli/commands/platformCommand.ts';
import { runCli } from '../../../src/cli/runCli.ts';
import { fakeIo } from './fakeIo.ts';

const paths = { executor: '', lab: '', plugins: resolve('src/plugins') };

describe('showrun platform', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-platform-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function run(
    words: readonly string[],
    input?: readonly string[],
  ): Promise<{ code: number; out: string; err: string }> {
    const io = fakeIo({ cwd: folder, ...(input === undefined ? {} : { input }) });
    const code = await runCli(['platform', ...words], [platformCommand(paths)], io, '1.2.3');
    return { code, out: io.out(), err: io.err() };
  }

  it('match names the mode of each prompt, or says why there is none', async () => {
    const lines = [
      { device_type: 'cisco_ios', prompt: 'r1(config-if)#' },
      { device_type: 'nokia_srlinux', prompt: '--{ running }--[  ]--\r\nA:r2# ' },
      { device_type: 'cisco_ios', prompt: 'Password:' },
      { device_type: 'cisco_iso', prompt: 'r1#' },
    ].map((line) => JSON.stringify(line));
    const text = [...lines, '{"device_type":7}', 'nonsense', ''].join('\n');
    const { code, out } = await run(['match', '--jsonl'], [text.slice(0, 40), text.slice(40)]);
    assert.equal(code, 0);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    assert.deepEqual(answers.slice(0, 3), [
      { mode: 'configuration' },
      { mode: 'exec' },
      { error: 'This is no prompt of platform "cisco_ios".' },
    ]);
    assert.match(answers[3]?.['error'] ?? '', /Did you mean "cisco_ios"\?/);
    assert.match(answers[4]?.['error'] ?? '', /"device_type" and "prompt"/);
    assert.equal(answers.length, 6);
  });

  it('test says what is wrong, with the place', async () => {
    await writeFile(join(folder, 'bad.yaml'), 'id: bad\ntitle: Bad\nextends: cisco_iso\n');
    const { code, out } = await run(['test', 'bad.yaml']);
    assert.equal(code, 2);
    assert.match(
      out,
      /^bad\.yaml:3:10: error: .*Did you mean "cisco_ios"\?.*\[platform\.unknown-parent\]\n$/,
    );
  });

  it('test accepts a file that extends a built-in platform, or replaces it', async () => {
    await writeFile(join(folder, 'good.yaml'), 'id: acme_os\ntitle: ACME OS\nextends: ios_like\n');
    const good = await run(['test', 'good.yaml']);
    assert.deepEqual(good, {
      code: 0,
      out: 'acme_os: ACME OS can be used. Modes: configuration, privileged_exec, exec.\n',
      err: '',
    });
    await writeFile(join(folder, 'own.yaml'), 'id: a10\ntitle: Our A10\nextends: ios_like\n');
    assert.match((await run(['test', 'own.yaml'])).out, /^a10: Our A10 can be used/);
  });

  it('test plays recordings and says what came out, and where it is another thing', async () => {
    await writeFile(join(folder, 'acme.yaml'), 'id: acme_os\ntitle: ACME OS\nextends: ios_like\n');
    const recording = (output: string): string =>
      [
        'platform: acme_os',
        'greeting: "sw1#"',
        'steps:',
        '  - { send: "terminal length 0\\n", reply: "terminal length 0\\r\\nsw1#" }',
        '  - { send: "show clock\\n", reply: "show clock\\r\\n12:00\\r\\nsw1#" }',
        'commands:',
        `  - { text: show clock, output: "${output}" }`,
      ].join('\n');
    await writeFile(join(folder, 'good.rec.yaml'), recording('12:00\\n'));
    await writeFile(join(folder, 'bad.rec.yaml'), recording('12:01\\n'));
    const good = await run(['test', 'acme.yaml', 'good.rec.yaml']);
    assert.equal(good.code, 0, good.err);
    assert.match(good.out, /logged in, prompt "sw1#" \(privileged_exec\)/);
    assert.match(good.out, /show clock +ok +privileged_exec +1 line/);
    assert.match(good.out, /good\.rec\.yaml: as recorded/);
    const bad = await run(['test', 'acme.yaml', 'good.rec.yaml', 'bad.rec.yaml']);
    assert.equal(bad.code, 1);
    assert.match(
      bad.out,
      /bad\.rec\.yaml:7:\d+: error: .*Line 1 is "12:00", not "12:01"\. \[recording\.result\]/,
    );
    assert.match(bad.out, /bad\.rec\.yaml: 1 thing is not as recorded/);
    const none = await run(['test', 'acme.yaml', 'nothing.yaml']);
    assert.equal(none.code, 2);
    assert.match(none.err, /"nothing\.yaml" cannot be read/);
  });

  it('knows the platforms of plugin folders that are named', async () => {
    await mkdir(join(folder, 'own/acme'), { recursive: true });
    await writeFile(
      join(folder, 'own/acme/plugin.json'),
      '{"name":"acme","api":1,"title":"ACME","platforms":["acme.yaml"]}',
    );
    await writeFile(join(folder, 'own/acme/acme.yaml'), 'id: acme_own\ntitle: ACME\nextends: ios_like\n');
    const line = '{"device_type":"acme_own","prompt":"sw1#"}\n';
    const own = await run(['match', '--plugins', join(folder, 'own')], [line]);
    assert.equal(own.out, '{"mode":"privileged_exec"}\n');
    assert.match((await run(['match'], [line])).out, /There is no platform/);
  });

  it('test warns of what is allowed and most likely not meant', async () => {
    await writeFile(
      join(folder, 'doubt.yaml'),
      'id: acme_os\ntitle: ACME OS\nextends: ios_like\ncommands:\n  save: keep it\n',
    );
    const { code, out } = await run(['test', 'doubt.yaml']);
    assert.equal(code, 0);
    assert.match(out, /^doubt\.yaml:5:9: warning: "keep it" saves .*\[platform\.open-save\]$/m);
  });

  it('says what it takes, and that a file is missing', async () => {
    for (const words of [[], ['test'], ['match', 'x'], ['try', 'x']]) {
      const { code, err } = await run(words);
      assert.equal(code, 2);
      assert.match(err, /platform test FILE/);
    }
    const missing = await run(['test', 'nothing.yaml']);
    assert.equal(missing.code, 2);
    assert.match(missing.err, /The platform file "nothing\.yaml" cannot be read\. \[plugin\.unreadable\]/);
  });
});
