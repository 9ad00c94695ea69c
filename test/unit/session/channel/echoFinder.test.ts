import assert from 'node:assert/strict';
import { findEcho as find, isScrolledEcho } from '../../../../src/session/channel/echoFinder.ts';

const teller = { isMessage: (line: string) => line.includes('%SYS-5'), mayFollow: () => false };
const findEcho = (lines: string, command: string, prompt: string): ReturnType<typeof find> =>
  find(lines, command, prompt, teller);

describe('findEcho', () => {
  const ends = (lines: string, command: string, prompt = 'sw1#'): string | undefined => {
    const place = findEcho(lines, command, prompt);
    return place === undefined || place === 'none' ? place : lines.slice(place.end);
  };

  it('finds the echo in the first line', () => {
    assert.equal(ends('show clock\n10:00\n', 'show clock'), '10:00\n');
    assert.equal(ends('show clock  \n10:00\n', 'show  clock'), '10:00\n');
  });

  it('finds an echo that was wrapped into several lines', () => {
    assert.equal(ends('show interf\naces brie\nf\nGi0/1\n', 'show interfaces brief'), 'Gi0/1\n');
  });

  it('finds it behind a repeated prompt and behind log messages', () => {
    assert.equal(ends('\n%SYS-5: hello\nsw1#show clock\n10:00\n', 'show clock'), '10:00\n');
  });

  it('waits while the echo may still come', () => {
    assert.equal(findEcho('', 'show clock', 'sw1#'), undefined);
    assert.equal(findEcho('%LOG\n', 'show clock', 'sw1#'), undefined);
    assert.equal(findEcho('show\n', 'show clock', 'sw1#'), undefined);
  });

  it('finds an echo that a message has cut in two', () => {
    assert.equal(ends('show cl\n*Nov 20: %SYS-5-X: hello\nock\n10:00\n', 'show clock'), '10:00\n');
    assert.equal(ends('show cl*Nov 20: %SYS-5-X: hello\nock\n10:00\n', 'show clock'), '10:00\n');
    assert.equal(ends('show cl\n*Nov 20: %SYS-5-X: hello\nsw1#show clock\n10:00\n', 'show clock'), '10:00\n');
  });

  it('gives up behind some thousand characters', () => {
    assert.equal(findEcho('line\n'.repeat(1000), 'show clock', 'sw1#'), 'none');
  });

  it('is not held up by a part of a very long line', () => {
    assert.equal(findEcho(`x\n${'y'.repeat(1024)}`, 'show clock', 'sw1#'), undefined);
    assert.equal(findEcho('y'.repeat(5000), 'show clock', 'sw1#'), 'none');
  });

  it('takes the line break of a bare Enter for its echo', () => {
    assert.equal(ends('\nsw1#', ''), 'sw1#');
  });

  it('does not take a longer line for the echo', () => {
    assert.equal(findEcho('show clock detail\n', 'show clock', 'sw1#'), undefined);
  });

  it('knows a scrolled echo by its marked end', () => {
    const command = `ip access-list ${'x'.repeat(100)} permit any any eq 443`;
    assert.equal(isScrolledEcho('sw1(config)#$xxxxxx permit any any eq 443\n', command), true);
    assert.equal(isScrolledEcho('$ short\n', command), false);
    assert.equal(isScrolledEcho('something $ else that is long enough\n', command), false);
  });
});
