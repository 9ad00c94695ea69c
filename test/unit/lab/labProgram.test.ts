import assert from 'node:assert/strict';
import { parseLabArguments } from '../../../src/lab/program/labArguments.ts';
import { answerLabRequest, parseControlLine } from '../../../src/lab/program/labControl.ts';
import { inventoryCsv } from '../../../src/lab/inventoryCsv.ts';
import type { Lab, LabDevice } from '../../../src/lab/labOptions.ts';

describe('lab: arguments of its own process', () => {
  it('has defaults for everything', () => {
    assert.deepEqual(
      { ...parseLabArguments([]), faults: {} },
      {
        count: 12,
        transport: 'ssh',
        recordings: [],
        state: 'before',
        username: 'showrun',
        port: 0,
        seed: 1,
        latencyMs: 0,
        faults: {},
      },
    );
  });

  it('starts recordings alone unless a count is given', () => {
    const { count, recordings, transport } = parseLabArguments(
      '--recording a.yaml --recording b.yaml --transport telnet'.split(' '),
    );
    assert.deepEqual([count, recordings, transport], [undefined, ['a.yaml', 'b.yaml'], 'telnet']);
    assert.equal(parseLabArguments('--recording a.yaml --count 3'.split(' ')).count, 3);
  });

  it('reads faults for devices, several of them too', () => {
    const { faults } = parseLabArguments([
      '--fault',
      'a=slow',
      '--fault',
      'a=garbage',
      '--fault',
      'b=slow+lockout',
    ]);
    assert.deepEqual({ ...faults }, { a: ['slow', 'garbage'], b: ['slow', 'lockout'] });
  });

  const wrong: [string[], string][] = [
    [['--state', 'later'], 'lab.bad-argument'],
    [['--transport', 'rlogin'], 'lab.bad-argument'],
    [['--count', '0'], 'lab.bad-argument'],
    [['--count', '1e3'], 'lab.bad-argument'],
    [['--port', '70000'], 'lab.bad-argument'],
    [['--password', 'x'], 'lab.bad-argument'],
    [['--fault', 'refuse'], 'lab.bad-argument'],
    [['--fault', 'a=explode'], 'lab.unknown-fault'],
  ];
  for (const [words, code] of wrong) {
    it(`refuses ${words.join(' ')}`, () => assert.throws(() => parseLabArguments(words), { code }));
  }
});

describe('lab: control of a running one', () => {
  const calls: unknown[] = [];
  const lab: Lab = {
    devices: [],
    setState: (state) => calls.push(state),
    setFault: (device, faults) => Promise.resolve(void calls.push([device, faults])),
    stats: () =>
      new Map([['a', { connections: 1, open: 0, loginsAccepted: 1, loginsRejected: 0, commands: ['x'] }]]),
    inventoryCsv: () => '',
    close: () => Promise.resolve(),
  };

  it('understands lines', () => {
    assert.deepEqual(parseControlLine(' state after '), { type: 'state', state: 'after' });
    assert.deepEqual(parseControlLine('fault core-1 slow garbage'), {
      type: 'fault',
      device: 'core-1',
      faults: ['slow', 'garbage'],
    });
    assert.deepEqual(parseControlLine('fault core-1'), { type: 'fault', device: 'core-1', faults: [] });
    assert.deepEqual(parseControlLine('stats'), { type: 'stats' });
    for (const line of ['state never', 'fault', 'dance', '']) {
      assert.throws(() => parseControlLine(line), { code: 'lab.bad-request' });
    }
  });

  it('does what it is asked and says so, and answers what it cannot do', async () => {
    assert.deepEqual(await answerLabRequest(lab, { type: 'set-state', state: 'after' }), {
      type: 'state',
      state: 'after',
    });
    assert.deepEqual(await answerLabRequest(lab, { type: 'fault', device: 'a', faults: ['slow'] }), {
      type: 'fault',
      device: 'a',
      faults: ['slow'],
    });
    assert.deepEqual(calls, ['after', ['a', ['slow']]]);
    const stats = await answerLabRequest(lab, { type: 'stats' });
    assert.equal(stats.type === 'stats' && stats.stats['a']?.connections, 1);
    for (const request of [
      { type: 'fault', device: 'a', faults: ['what'] },
      { type: 'dance' },
      { type: 'state', state: 'x' },
    ]) {
      assert.equal((await answerLabRequest(lab, request as never)).type, 'error');
    }
  });
});

describe('lab: inventory', () => {
  it('quotes what CSV needs quoted and holds no password', () => {
    const device = {
      name: 'a,"b"',
      host: '127.0.0.1',
      port: 2201,
      transport: 'ssh',
      platform: 'linux',
      site: 'ams',
      role: 'server',
      tags: ['x', 'y'],
      groups: ['ams'],
      variables: { uplink: 'eth0', vlans: '10;20', loopback: '10.0.0.1' },
      faults: [],
    } satisfies LabDevice;
    assert.equal(
      inventoryCsv([device], 'me'),
      'hostname,ip_address,port,device_type,username,site,role,tags,groups,uplink,vlans,loopback\n' +
        '"a,""b""",127.0.0.1,2201,linux,me,ams,server,x;y,ams,eth0,10;20,10.0.0.1\n',
    );
  });
});
