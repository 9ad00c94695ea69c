import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunRecord } from '../../../src/api/run.ts';
import type { Lab } from '../../../src/lab/labOptions.ts';
import { labPlatforms } from '../../../src/lab/labOptions.ts';
import { startLab } from '../../../src/lab/startLab.ts';
import { runProgram, startProgram, type Finished } from '../cli/runProgram.ts';

const login = { username: 'showrun', password: 'lab-pass-2231', enableSecret: 'lab-enable-2231' };
const environment = (password: string) => ({
  SHOWRUN_PASSWORD: password,
  SHOWRUN_ENABLE_SECRET: login.enableSecret,
});
const command = '{% if device.platform == "linux" %}uname -a{% else %}show version{% endif %}';

describe('runs over telnet', function () {
  this.timeout(60_000);
  let lab: Lab;
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-telnet-'));
    // Two of each platform, one over telnet and one over SSH, all with one account.
    const devices = labPlatforms.flatMap((platform) =>
      (['telnet', 'ssh'] as const).map((transport) => ({
        name: `${platform.replaceAll('_', '-')}-${transport}`,
        platform,
        transport,
      })),
    );
    lab = await startLab({ state: 'before', ...login, devices, tuning: { slowLoginMs: 200 } });
    await writeFile(join(folder, 'lab.csv'), lab.inventoryCsv());
    await writeFile(join(folder, 'version.cmds'), `${command}\n`);
  });
  afterEach(() => lab.setFault('*', undefined));
  after(async () => {
    await lab.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (password: string, ...words: string[]): Promise<Finished> =>
    runProgram(
      ['run', '-i', 'lab.csv', '--host-keys', 'accept-new', '--format', 'json', ...words],
      folder,
      environment(password),
    );
  const rejected = (): number =>
    [...lab.stats().values()].reduce((sum, { loginsRejected }) => sum + loginsRejected, 0);

  it('gives the same outputs as over SSH, and the password to nobody', async () => {
    await lab.setFault('*', 'echo-password');
    const done = await run(login.password, '-t', 'version.cmds', '-v');
    assert.equal(done.code, 0, done.err);
    const record = JSON.parse(done.out) as RunRecord & { folder: string };
    assert.equal(record.totals.ok, lab.devices.length);
    for (const result of record.results) {
      const text = await readFile(join(record.folder, result.commands[0]?.file ?? ''), 'utf8');
      assert.ok(text.length > 40 && !text.startsWith('show version'), `${result.device}: ${text}`);
    }
    assert.equal(done.err.match(/clear text/g)?.length, 1, 'one warning for five devices');
    for (const file of await readdir(record.folder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const text = await readFile(join(file.parentPath, file.name), 'utf8');
      assert.ok(!text.includes(login.password), file.name);
    }
    assert.ok(!`${done.out}${done.err}`.includes(login.password));
  });

  it('takes telnet from a device type of netmiko, and warns of nothing where there is none', async () => {
    const device = lab.devices.find(({ name }) => name === 'cisco-ios-telnet');
    const rows = [
      'hostname,ip_address,port,device_type,username',
      `r1,127.0.0.1,${device?.port},cisco_ios_telnet,showrun`,
    ];
    await writeFile(join(folder, 'netmiko.csv'), rows.join('\n'));
    const words = ['run', '-i', 'netmiko.csv', '-c', 'show clock', '--stream'];
    const done = await runProgram(words, folder, environment(login.password));
    assert.equal(done.code, 0, done.err);
    assert.match(done.err, /r1: telnet, as the inventory asks/);
    const overSsh = await run(
      login.password,
      '-c',
      'show clock',
      '--filter',
      'transport:ssh platform:cisco_ios',
    );
    assert.equal(overSsh.code, 0, overSsh.err);
    assert.ok(!overSsh.err.includes('clear text'));
  });

  it('finds out platforms over telnet', async () => {
    const rows = lab.devices
      .filter(({ transport }) => transport === 'telnet')
      .map(({ name, port }) => `${name},127.0.0.1,${port},auto,telnet,showrun`);
    const header = 'hostname,ip_address,port,device_type,transport,username';
    await writeFile(join(folder, 'auto.csv'), [header, ...rows].join('\n'));
    const words = ['run', '-i', 'auto.csv', '-c', 'show version', '--format', 'json'];
    for (const { commands } of lab.stats().values()) commands.length = 0;
    const done = await runProgram(
      [...words, '--filter', '-name:linux*'],
      folder,
      environment(login.password),
    );
    assert.equal(done.code, 0, done.err);
    // What they were taken for shows in how their paging was switched off.
    const paging = (name: string): string[] =>
      lab
        .stats()
        .get(name)
        ?.commands.filter((line) => /length/.test(line)) ?? [];
    for (const name of ['cisco-ios', 'cisco-nxos', 'arista-eos']) {
      assert.ok(paging(`${name}-telnet`).includes('terminal length 0'), name);
    }
    assert.ok(paging('juniper-junos-telnet').includes('set cli screen-length 0'));
  });

  it('a wrong password does not lock an account that ten devices share, over telnet and SSH', async () => {
    await lab.setFault('*', ['lockout', 'slow-login']);
    const before = rejected();
    const wrong = await run('not-the-one', '-t', 'version.cmds');
    assert.equal(wrong.code, 1);
    const { results } = JSON.parse(wrong.out) as RunRecord;
    const codes = results.map((result) => result.error?.code);
    assert.deepEqual([...new Set(codes)].sort(), ['session.auth-rejected', 'session.credential-stopped']);
    assert.ok(rejected() - before <= 2, `${rejected() - before} attempts`);
    const right = await run(login.password, '-t', 'version.cmds');
    assert.equal(right.code, 0, right.err);
  });

  it('waits for an AAA server that is slow, once for each device', async () => {
    await lab.setFault('*', 'slow-login');
    const accepted = (): number =>
      [...lab.stats().values()].reduce((sum, { loginsAccepted }) => sum + loginsAccepted, 0);
    const before = accepted();
    const done = await run(login.password, '-t', 'version.cmds', '--filter', 'transport:telnet');
    assert.equal(done.code, 0, done.err);
    assert.equal(accepted() - before, labPlatforms.length);
  });

  it('showrun lab plays recordings over telnet', async () => {
    const recording = (name: string) =>
      fileURLToPath(new URL(`../../fixtures/recordings/${name}.yaml`, import.meta.url));
    const files = ['mikrotik_routeros/repaint', 'fortinet/session', 'nokia_srl/session'].flatMap((name) => [
      '--recording',
      recording(name),
    ]);
    const words = ['lab', '--transport', 'telnet', '--inventory', 'played.csv', ...files];
    const played = startProgram(words, folder, { SHOWRUN_LAB_PASSWORD: login.password });
    try {
      await played.says('Lab ready: 3 devices');
      const template = [
        '{% if device.platform == "mikrotik_routeros" %}/system identity print',
        '{% elif device.platform == "fortinet" %}get system status',
        '{% else %}show interface brief{% endif %}',
      ].join('');
      const args = ['run', '-i', 'played.csv', '-c', template, '--stream'];
      const done = await runProgram(args, folder, environment(login.password));
      assert.equal(done.code, 0, `${done.out}${done.err}`);
      assert.match(done.out, /=== mikrotik_routeros-repaint: \/system identity print\n +name: lab-mt-1\n/);
      assert.match(done.out, /=== fortinet-session: [^\n]+\nVersion: [^\n]+\nHostname: LAB-FW-1\n/);
      assert.match(done.out, /=== nokia_srl-session: [^\n]+\n\+-+/);
    } finally {
      played.interrupt();
      await played.finished;
    }
  });
});
