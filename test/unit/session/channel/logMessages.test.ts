import assert from 'node:assert/strict';
import { isLogMessage, promptBeforeLogs } from '../../../../src/session/channel/logMessages.ts';

const message = '*Nov 20 10:12:02: %SYS-5-CONFIG_I: Configured from console\n';

describe('log messages', () => {
  it('are known by their mark', () => {
    assert.equal(isLogMessage(message), true);
    assert.equal(isLogMessage('%ASA-6-302013: Built outbound TCP'), true);
    assert.equal(
      isLogMessage('2026 Nov 20 10:00:00 leaf-101 %ETHPORT-5-IF_UP: Interface Ethernet1/1 is up'),
      true,
    );
    assert.equal(isLogMessage("% Invalid input detected at '^' marker."), false);
    assert.equal(isLogMessage('CPU 5% used'), false);
  });

  it('may stand behind a prompt', () => {
    assert.equal(promptBeforeLogs(`out\nsw1#\n${message}\n${message}`, 'sw1#'), 4);
    assert.equal(promptBeforeLogs('out\nsw1#\n', 'sw1#'), 4);
    assert.equal(promptBeforeLogs(`out\nsw1#\n${message}more\n`, 'sw1#'), undefined);
    assert.equal(promptBeforeLogs(`out\n${message}`, 'sw1#'), undefined);
    assert.equal(promptBeforeLogs('', 'sw1#'), undefined);
  });
});
