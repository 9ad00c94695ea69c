import assert from 'node:assert/strict';
import { isAbsolute, posix, win32 } from 'node:path';
import fc from 'fast-check';
import { commandFileName } from '../../../src/store/commandFileName.ts';
import { NameAllocator, safeName } from '../../../src/store/safeName.ts';

const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|$)/i;

/** What every file system takes as one plain component of a path. */
function assertComponent(name: string): void {
  assert.ok(name.length > 0 && Buffer.byteLength(name) <= 120, name);
  assert.doesNotMatch(name, /[\0-\x1f<>:"/\\|?*~\x7f]/, name);
  assert.doesNotMatch(name, /[. ]$|^[. -]/, name);
  assert.doesNotMatch(name, reserved, name);
  assert.equal(name.normalize('NFC'), name);
  for (const path of [posix, win32]) {
    assert.equal(path.join('runs', name, '..'), 'runs');
    assert.equal(path.basename(name), name);
  }
  assert.ok(!isAbsolute(name));
}

const nasty = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', minLength: 40, maxLength: 300 }),
  fc.constantFrom(
    '',
    '.',
    '..',
    '../../x',
    '/etc/passwd',
    'C:\\x',
    '\\\\host\\share',
    'CON',
    'con',
    'nul.txt',
    'Com1.log',
    'LPT¹',
    'CONIN$',
    'a.',
    'a..',
    'a ',
    ' a',
    '-rf',
    '.git',
    'A',
    'a',
    'ß',
    'SS',
    'ss',
    'İ',
    'i̇',
    'é',
    'é',
    'K',
    'K',
    'run.json',
    'RUN.JSON',
    'journal.ndjson',
    'CORE-R~1',
    'x'.repeat(61),
    'x'.repeat(5000),
    '東京-1',
    '\ud800',
    '\udfff',
  ),
);

describe('safeName', () => {
  it('keeps plain names as they are', () => {
    for (const name of ['core-1', 'Edge_01.example.net', '10.0.0.1', 'a', 'x'.repeat(60)])
      assert.equal(safeName(name), name);
  });

  it('stays readable where it can', () => {
    assert.match(safeName('../../etc'), /^_.*etc-[0-9a-f]{8}$/);
    assert.match(safeName('CON'), /^_CON-[0-9a-f]{8}$/);
    assert.match(safeName('münchen 1'), /^münchen_1-[0-9a-f]{8}$/);
  });

  it('is one component of a path on every system, whatever the name', () => {
    fc.assert(
      fc.property(nasty, (name) => assertComponent(safeName(name))),
      { numRuns: 2000 },
    );
  });

  it('gives different names to different devices, also where letter case is ignored', () => {
    fc.assert(
      fc.property(fc.uniqueArray(nasty, { maxLength: 40 }), (names) => {
        const allocator = new NameAllocator(['run.json', 'journal.ndjson']);
        const given = names.map((name) => allocator.allocate(name));
        for (const name of given) assertComponent(name);
        for (const form of ['NFC', 'NFD', 'NFKC'] as const) {
          for (const fold of [(text: string) => text.toLowerCase(), (text: string) => text.toUpperCase()]) {
            const folded = new Set(
              ['run.json', 'journal.ndjson', ...given].map((name) => fold(name.normalize(form))),
            );
            assert.equal(folded.size, given.length + 2);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same names to the same list again', () => {
    const names = ['A', 'a', 'CON', 'con', '../x', '..\\x'];
    const [first, second] = [new NameAllocator(), new NameAllocator()];
    assert.deepEqual(
      names.map((name) => first.allocate(name)),
      names.map((name) => second.allocate(name)),
    );
  });
});

describe('commandFileName', () => {
  it('has the number and the readable command', () => {
    assert.equal(commandFileName(0, 3, 'show version'), '01-show-version.txt');
    assert.equal(
      commandFileName(9, 12, 'show ip route | include 10.0.0.0/8'),
      '10-show-ip-route-include-10-0-0-0-8.txt',
    );
    assert.equal(commandFileName(4, 1000, '?'), '0005-command.txt');
  });

  it('is a safe component, different for each command of a device', () => {
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 1, maxLength: 120 }), (commands) => {
        const names = commands.map((command, index) => commandFileName(index, commands.length, command));
        for (const name of names) assertComponent(name);
        assert.equal(new Set(names.map((name) => name.toLowerCase())).size, commands.length);
        assert.deepEqual([...names].sort(), names);
      }),
    );
  });
});
