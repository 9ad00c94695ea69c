import assert from 'node:assert/strict';
import { readCsvText } from './inventoryHelpers.ts';

const header = 'hostname,ip_address,device_type';

describe('the transport of a device', () => {
  it('finds a mistyped transport, with its place and the words there are', () => {
    const read = readCsvText(
      `${header},transport`,
      'good,192.0.2.1,cisco_ios,OpenSSH',
      'bad,192.0.2.2,cisco_ios,telnt',
      'odd,192.0.2.3,cisco_ios,rs232',
      'none,192.0.2.4,cisco_ios_telnet,',
    );
    assert.deepEqual(
      read.devices.map(({ name, transport }) => [name, transport]),
      [
        ['good', 'openssh'],
        ['none', 'telnet'],
      ],
    );
    assert.deepEqual(read.problems, ['inventory.unknown-transport@3:25', 'inventory.unknown-transport@4:25']);
    const [near, far] = read.diagnostics;
    assert.equal(near?.replacement, 'telnet');
    assert.match(near.message, /Did you mean "telnet"\? Write ssh, telnet or openssh/);
    assert.doesNotMatch(far?.message ?? '', /Did you mean/);
  });
});
