import assert from 'node:assert/strict';
import { MessagePatterns } from '../../../../src/core/platform/messagePatterns.ts';
import { promptBeforeMessages, strayLines } from '../../../../src/session/channel/logMessages.ts';

const message = '*Nov 20 10:12:02: %SYS-5-CONFIG_I: Configured from console\n';
const patterns = new MessagePatterns([]);
const isMessage = (line: string): boolean => patterns.isMessage(line);
const place = (lines: string, prompt: string): number | undefined =>
  promptBeforeMessages(lines, prompt, patterns)?.start;

describe('log messages', () => {
  it('are known by the mark that most devices have', () => {
    assert.equal(isMessage(message), true);
    assert.equal(isMessage('%ASA-6-302013: Built outbound TCP'), true);
    assert.equal(isMessage('RP/0/RSP0/CPU0:Nov 20 18:03:21: ifmgr[2]: %PKT_INFRA-LINK-3-UPDOWN : up'), true);
    assert.equal(
      isMessage('2026 Nov 20 10:00:00 leaf-101 %ETHPORT-5-IF_UP: Interface Ethernet1/1 is up'),
      true,
    );
    assert.equal(isMessage("% Invalid input detected at '^' marker."), false);
    assert.equal(isMessage('CPU 5% used'), false);
  });

  it('may stand behind a prompt', () => {
    assert.equal(place(`out\nsw1#\n${message}\n${message}`, 'sw1#'), 4);
    assert.equal(place('out\nsw1#\n', 'sw1#'), 4);
    assert.equal(place(`out\nsw1#\n${message}more\n`, 'sw1#'), undefined);
    assert.equal(place(`out\n${message}`, 'sw1#'), undefined);
    assert.equal(place('', 'sw1#'), undefined);
  });

  it('may stand behind a prompt of several lines', () => {
    assert.equal(place(`out\n[/]\nA:admin@r1#\n${message}`, '[/]\nA:admin@r1#'), 4);
    assert.equal(place(`out\n x[/]\nA:admin@r1#\n${message}`, '[/]\nA:admin@r1#'), undefined);
  });

  it('may stand right behind a prompt in its line', () => {
    assert.deepEqual(promptBeforeMessages(`out\nsw1#${message}`, 'sw1#', patterns), {
      start: 4,
      end: 8,
      messages: 1,
    });
  });
});

describe('strayLines', () => {
  it('keeps what says something', () => {
    assert.equal(strayLines(`\nshow cl\n${message}sw1#\nsw1#show\n\n`, 'sw1#', 'show clock'), message);
    assert.equal(strayLines('late \n', 'sw1#', 'show clock'), 'late \n');
  });

  it('does not keep a prompt of several lines', () => {
    assert.equal(strayLines('[/]\nA:admin@r1#\n', '[/]\nA:admin@r1#', 'show'), '');
  });
});
