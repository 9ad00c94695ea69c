import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Lab } from '../../../src/lab/labOptions.ts';
import { deviceOf, startTestLab } from './labClient.ts';

const execute = promisify(execFile);

/** The interpreter that may have netmiko; the system's, since distributions package it. */
const python = process.env['SHOWRUN_PYTHON'] ?? '/usr/bin/python3';

const script = `
import json, sys
from netmiko import ConnectHandler
device = json.load(sys.stdin)
steps = device.pop('steps')
connection = ConnectHandler(**device)
answers = [connection.find_prompt()]
for verb, text in steps:
    if verb == 'show': answers.append(connection.send_command(text))
    elif verb == 'config': answers.append(connection.send_config_set(text))
    else: answers.append(str(getattr(connection, verb)()))
connection.disconnect()
print(json.dumps(answers))
`;

/** One device per platform, what netmiko does with it, and what the answers have to show. */
const drives: [string, [string, string | string[]][], RegExp[]][] = [
  [
    'edge-1',
    [
      ['enable', ''],
      ['show', 'show running-config'],
      ['config', ['interface Loopback8', 'description made by netmiko']],
      ['show', 'show interfaces description'],
      ['save_config', ''],
    ],
    [
      /^edge-1>$/,
      /Password/,
      /^hostname edge-1$/m,
      /edge-1\(config-if\)#/,
      /Lo8 .*made by netmiko/,
      /\[OK\]/,
    ],
  ],
  [
    'core-1',
    [
      ['show', 'show interface status'],
      ['config', ['vlan 88', 'name NETMIKO']],
      ['show', 'show vlan'],
      ['save_config', ''],
    ],
    [/^core-1#$/, /^Eth1\/36 /m, /core-1\(config-vlan\)#/, /^88 +NETMIKO/m, /Copy complete/],
  ],
  [
    'leaf-1',
    [
      ['enable', ''],
      ['show', 'show running-config'],
      ['config', ['interface Ethernet20', 'shutdown']],
      ['show', 'show interfaces status'],
    ],
    [/^leaf-1>$/, /Password/, /^hostname leaf-1$/m, /leaf-1\(config-if\)#/, /^Et20 .*disabled/m],
  ],
  [
    'mx-1',
    [
      ['show', 'show configuration | display set'],
      ['config', ['set system location building 7', 'commit']],
      ['show', 'show configuration system'],
    ],
    [/mx-1>$/, /^set system host-name mx-1$/m, /commit complete/, /building/],
  ],
  [
    'jump-1',
    [
      ['show', 'uname -a'],
      ['enable', ''],
      ['show', 'whoami'],
    ],
    [/jump-1:~\$$/, /Linux jump-1/, /./s, /root/],
  ],
];

describe('lab: driven by netmiko', function () {
  this.timeout(90_000);
  let lab: Lab;
  let telnetLab: Lab;

  before(async function () {
    try {
      await execute(python, ['-c', 'import netmiko']);
    } catch {
      console.log(
        `      netmiko is not installed for ${python}: these tests are left out (SHOWRUN_PYTHON names another interpreter)`,
      );
      this.skip();
    }
    const secrets = { password: 'both', enableSecret: 'both' };
    lab = await startTestLab({ ...secrets, count: 5 });
    telnetLab = await startTestLab({ ...secrets, count: 5, transport: 'telnet' });
  });
  after(() => Promise.all([lab?.close(), telnetLab?.close()]));

  const drive = async (from: Lab, name: string, suffix: string, steps: unknown): Promise<string[]> => {
    const { host, port, platform } = deviceOf(from, name);
    // The lab's own login, on loopback.
    const device = {
      device_type: platform + suffix,
      host,
      port,
      username: 'showrun',
      password: 'both',
      secret: 'both',
      steps,
    };
    const running = execute(python, ['-c', script], { timeout: 80_000 });
    running.child.stdin?.end(JSON.stringify(device));
    return JSON.parse((await running).stdout) as string[];
  };

  for (const [name, steps, expected] of drives) {
    it(name, async () => {
      check(await drive(lab, name, '', steps), expected);
    });
  }

  it('edge-1 over telnet', async () => {
    const [name, steps, expected] = drives[0] ?? assert.fail();
    check(await drive(telnetLab, name, '_telnet', steps), expected);
  });
});

function check(answers: readonly string[], expected: readonly RegExp[]): void {
  assert.equal(answers.length, expected.length);
  for (const [index, pattern] of expected.entries())
    assert.match(answers[index] ?? '', pattern, `answer ${index}`);
}
