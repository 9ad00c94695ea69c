import assert from 'node:assert/strict';
import { channelUnderTest, exchange } from '../../../helpers/session/channelUnderTest.ts';
import { PlayedDevice } from '../../../helpers/session/playedDevice.ts';
import { TextSink } from '../../../helpers/session/sessionUnderTest.ts';

/** Platform, the prompt that was learned, and what it becomes on the same device. */
const changes: readonly (readonly [string, string, ...string[]])[] = [
  ['cisco_ios', 'sw1#', 'sw1(config)#', 'sw1(config-if)#', 'sw1(config-sg-tacacs+)#', 'sw1>', 'sw1(tcl)#'],
  ['cisco_xr', 'RP/0/RSP0/CPU0:pe1#', 'RP/0/RSP0/CPU0:pe1(config-bgp)#'],
  ['cisco_nxos', 'leaf1#', 'leaf1(maint-mode)#', 'leaf1(config-if)#'],
  ['cisco_asa', 'fw1/act#', 'fw1/act(config)#', 'fw1/act>'],
  ['fortinet', 'fw-1 #', 'fw-1 (global) #', 'fw-1 (root) #', 'fw-1 (port1) #'],
  ['extreme_exos', 'sw1.17 #', 'sw1.18 #', '* sw1.19 #'],
  ['nokia_sros_classic', 'A:sr1#', '*A:sr1#', '*A:sr1>config>port#'],
  ['nokia_sros', '[/]\nA:ops@sr1#', '(ex)[/]\nA:ops@sr1#', '*(ex)[/configure port 1/1/1]\nA:ops@sr1#'],
  [
    'nokia_srl',
    '--{ running }--[  ]--\nA:r1#',
    '--{ * candidate shared default }--[ interface ethernet-1/1 ]--\nA:r1#',
  ],
  [
    'juniper_junos',
    'ops@mx1>',
    '[edit]\nops@mx1#',
    '{master:0}[edit interfaces]\nops@mx1#',
    '{backup}\nops@mx1>',
  ],
  ['huawei', '<sw1>', '[sw1]', '[~sw1]', '[*sw1-GigabitEthernet1/0/1]'],
  ['hp_comware', '<sw1>', '[sw1]', '[sw1-GigabitEthernet1/0/1]'],
  [
    'aruba_os',
    '(wlc1) [mynode] #',
    '(wlc1) ^[mynode] #',
    '(wlc1) *[mynode] #',
    '(wlc1) ^*[mynode] (config) #',
  ],
  ['paloalto_panos', 'ops@pa1(active)>', 'ops@pa1(passive)>', 'ops@pa1(active)#'],
  ['mikrotik_routeros', '[ops@mt1] >', '[ops@mt1] /ip/address>', '[ops@mt1] <SAFE>'],
  ['vyos', 'ops@r1:~$', '[edit]\nops@r1#'],
];

describe('prompts that change', () => {
  for (const [platform, learned, ...next] of changes) {
    for (const prompt of next) {
      it(`${platform}: ${JSON.stringify(learned)} becomes ${JSON.stringify(prompt)}`, async () => {
        const reply = `show x\r\nout\r\n${prompt.replaceAll('\n', '\r\n')} `;
        const device = new PlayedDevice('', [{ send: 'show x\n', reply }]);
        const test = await channelUnderTest(device, platform, {
          mode: '',
          host: '',
          text: learned,
          lines: 1,
        });
        const sink = new TextSink();
        const end = await exchange(test, { sink });
        assert.equal(end.kind, 'prompt');
        assert.equal(end.match.text, prompt);
        assert.equal(sink.text, 'out\n');
        assert.ok(test.time.monotonic() < 100, 'it is known as the prompt of this device');
      });
    }
  }

  it('a context behind the name is believed after a moment, and known from then on', async () => {
    const context = (text: string) => ({ send: `${text}\n`, reply: `${text}\r\nfw1/customer-a#` });
    const back = { send: 'changeto system\n', reply: 'changeto system\r\nfw1#' };
    const go = 'changeto context customer-a';
    const device = new PlayedDevice('', [context(go), context('show x'), back, context(go)]);
    const prompt = { mode: '', host: '', text: 'fw1#', lines: 1 };
    const test = await channelUnderTest(device, 'cisco_asa', prompt);
    const times: number[] = [];
    for (const command of [go, 'show x', 'changeto system', go]) {
      const before = test.time.monotonic();
      assert.equal((await exchange(test, { send: `${command}\n`, command })).kind, 'prompt');
      times.push(test.time.monotonic() - before);
    }
    assert.ok((times[0] ?? 0) >= 300 && (times[0] ?? 0) < 400);
    for (const time of times.slice(1)) assert.ok(time < 100);
  });

  it('a new host name is believed after a longer silence', async () => {
    const steps = [
      { send: 'hostname core-9\n', reply: 'hostname core-9\r\ncore-9(config)#' },
      { send: 'show x\n', reply: 'show x\r\nout\r\ncore-9(config)#' },
    ];
    const test = await channelUnderTest(new PlayedDevice('', steps));
    const renamed = await exchange(test, { send: 'hostname core-9\n', command: 'hostname core-9' });
    assert.equal(renamed.kind, 'prompt');
    const after = test.time.monotonic();
    assert.ok(after >= 1500);
    const sink = new TextSink();
    await exchange(test, { sink });
    assert.equal(sink.text, 'out\n');
    assert.ok(test.time.monotonic() - after < 100);
  });
});
