import assert from 'node:assert/strict';
import { command } from '../../helpers/session/sessionUnderTest.ts';
import { goodbye, ios, lines, play, statuses, step } from '../../helpers/session/playPlan.ts';

describe('configuration that is applied at once', () => {
  it('sends nothing behind a refused line, and says what is active by then', async () => {
    const played = await play(
      'cisco_ios',
      'sw1#',
      ios(
        step('router bgp 65001', '', 'sw1(config-router)#'),
        step(
          'neighbor 192.0.2.999 remote-as 65002',
          "% Invalid input detected at '^' marker.",
          'sw1(config-router)#',
        ),
        step('end', '', 'sw1#'),
        goodbye,
      ),
      lines('router bgp 65001', 'neighbor 192.0.2.999 remote-as 65002', 'shutdown'),
    );
    assert.deepEqual(statuses(played), ['ok', 'rejected']);
    assert.equal(played.outcomes[1]?.failure?.text, "% Invalid input detected at '^' marker.");
    assert.deepEqual(played.notes, [
      'session.changes-applied dut: 1 line was applied before "neighbor 192.0.2.999 remote-as 65002" was refused, and nothing was undone. Lines: "router bgp 65001".',
    ]);
  });

  it('says nothing where the first line was refused, and nothing where all went well', async () => {
    const refused = await play(
      'cisco_ios',
      'sw1#',
      ios(step('vlna 5', '% Invalid input detected', 'sw1(config)#'), step('end', '', 'sw1#'), goodbye),
      lines('vlna 5', 'name five'),
    );
    assert.deepEqual([statuses(refused), refused.notes], [['rejected'], []]);
    const fine = await play(
      'cisco_ios',
      'sw1#',
      ios(
        step('vlan 5', '', 'sw1(config-vlan)#'),
        step('end', '', 'sw1#'),
        step('write memory', 'Building configuration...\r\n[OK]', 'sw1#'),
        goodbye,
      ),
      [...lines('vlan 5'), command('write memory')],
    );
    assert.deepEqual([statuses(fine), fine.notes], [['ok', 'ok'], []]);
  });

  it('says what is active when the connection breaks in the middle', async () => {
    const played = await play(
      'cisco_ios',
      'sw1#',
      ios(step('interface lo0', '', 'sw1(config-if)#'), {
        send: 'ip address 192.0.2.1 255.255.255.255\n',
        reply: 'ip addr',
        close: true,
      }),
      lines('interface lo0', 'ip address 192.0.2.1 255.255.255.255', 'no shutdown'),
    );
    assert.deepEqual(statuses(played), ['ok', 'failed']);
    assert.match(
      played.notes.join(),
      /changes-applied.*1 line was applied before the session was lost.*"interface lo0"/,
    );
  });

  it('names the first lines of many, and counts the rest', async () => {
    const many = Array.from({ length: 15 }, (_, index) => `vlan ${index + 2}`);
    const played = await play(
      'cisco_ios',
      'sw1#',
      ios(
        ...many.map((line) => step(line, '', 'sw1(config-vlan)#')),
        step('nmae x', '% Invalid input detected', 'sw1(config-vlan)#'),
        step('end', '', 'sw1#'),
        goodbye,
      ),
      lines(...many, 'nmae x'),
    );
    assert.match(played.notes.join(), /15 lines were applied.*"vlan 13" and 3 more\./);
  });
});

describe('a list of commands that changes the mode by itself', () => {
  it('is sent line by line where its own lines have led', async () => {
    const played = await play(
      'cisco_ios',
      'sw1#',
      ios(
        step('vlan 5', '', 'sw1(config-vlan)#'),
        step('name five', '', 'sw1(config-vlan)#'),
        step('end', '', 'sw1#'),
        step('show vlan id 5', '5 five', 'sw1#'),
        goodbye,
      ),
      ['configure terminal', 'vlan 5', 'name five', 'end', 'show vlan id 5'].map((text) => command(text)),
    );
    assert.deepEqual(statuses(played), ['ok', 'ok', 'ok', 'ok', 'ok']);
  });

  it('goes back for a block that asks for another mode', async () => {
    const played = await play(
      'cisco_ios',
      'sw1#',
      ios(step('end', '', 'sw1#'), step('show clock', '10:00', 'sw1#'), goodbye),
      [command('configure terminal'), command('show clock', { mode: 'enable' })],
    );
    assert.deepEqual(statuses(played), ['ok', 'ok']);
  });
});
