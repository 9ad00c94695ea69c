import assert from 'node:assert/strict';
import type { CommandResult } from '../../../src/api/run.ts';
import { messagesNote } from '../../../src/cli/run/messagesNote.ts';

const result = (more: Partial<CommandResult> = {}): CommandResult => ({
  index: 0,
  command: 'show version',
  status: 'ok',
  bytes: 1,
  durationMs: 1,
  ...more,
});
const kept = (file: string, count: number): CommandResult =>
  result({ messages: { file, bytes: 60 * count, count } });

describe('messagesNote', () => {
  it('says nothing where nothing was kept apart', () => {
    assert.equal(messagesNote([]), '');
    assert.equal(messagesNote([result(), result()]), '');
  });

  it('says how many lines there are, and where', () => {
    assert.equal(
      messagesNote([kept('sw1/01-a.messages.txt', 1)]),
      '1 message line kept apart: sw1/01-a.messages.txt',
    );
    assert.equal(
      messagesNote([result(), kept('sw1/02-b.messages.txt', 2), kept('sw1/03-c.messages.txt', 3)]),
      '5 message lines kept apart: sw1/02-b.messages.txt (+1 more)',
    );
  });
});
