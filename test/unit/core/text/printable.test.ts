import assert from 'node:assert/strict';
import { printable } from '../../../../src/core/text/printable.ts';

describe('printable', () => {
  it('shows by number what acts on a terminal', () => {
    assert.equal(printable('\u001b[2Jno\r\n\u009b'), '\\x1b[2Jno\\x0d\\x0a\\x9b');
    assert.equal(printable('a\tb'), 'a b');
  });

  it('shows by number what makes a line look like another one', () => {
    assert.equal(
      printable('rel\u200boad \u202edaoler\u202c \u2028'),
      'rel\\u200boad \\u202edaoler\\u202c \\u2028',
    );
    assert.equal(printable('\ufeffname\u00ad'), '\\ufeffname\\xad');
  });

  it('leaves letters of all languages alone', () => {
    for (const text of ['Zürich', 'Łódź', '東京', 'تهران', 'नई दिल्ली', 'e\u0301', '🦊'])
      assert.equal(printable(text), text);
  });
});
