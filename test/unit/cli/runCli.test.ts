import assert from 'node:assert/strict';
import type { CliCommand } from '../../../src/cli/cliCommand.ts';
import { runCli } from '../../../src/cli/runCli.ts';
import { ShowrunError } from '../../../src/core/errors.ts';
import { fakeIo } from './fakeIo.ts';

const greet: CliCommand = {
  name: 'greet',
  summary: 'Say something.',
  positionals: 'NAME',
  options: [
    {
      name: 'loud',
      short: 'l',
      help: 'Say it loudly, so that everybody in the room can hear it well enough.',
    },
  ],
  examples: [{ line: 'showrun greet ann', what: 'says it to ann' }],
  run(options, io) {
    if (options.positionals[0] === 'bug') throw new TypeError('a bug');
    if (options.positionals[0] === undefined) {
      const at = { file: 'names.csv', line: 3, column: 7 };
      throw new ShowrunError('greet.nobody', 'There is nobody to greet.', { at, hint: 'Give a name.' });
    }
    io.stdout.write('hello\n');
    return Promise.resolve(options.flag('loud') ? 1 : 0);
  },
};

describe('runCli', () => {
  it('runs a command and returns its exit code', async () => {
    const io = fakeIo();
    assert.equal(await runCli(['greet', 'ann', '-l'], [greet], io, '1.2.3'), 1);
    assert.equal(io.out(), 'hello\n');
  });

  it('prints a coded error with place and hint, and returns 2', async () => {
    const io = fakeIo();
    assert.equal(await runCli(['greet'], [greet], io, '1.2.3'), 2);
    assert.equal(
      io.err(),
      'names.csv:3:7: error: There is nobody to greet. [greet.nobody]\n  Give a name.\n',
    );
    assert.equal(io.out(), '');
  });

  it('prints the stack of a bug', async () => {
    const io = fakeIo();
    assert.equal(await runCli(['greet', 'bug'], [greet], io, '1.2.3'), 2);
    assert.match(io.err(), /internal error[^]*TypeError: a bug/);
  });

  it('refuses words that a command does not take, instead of sending half of a line', async () => {
    let ran = false;
    const send: CliCommand = {
      ...greet,
      name: 'send',
      options: [{ name: 'command', short: 'c', value: 'LINE', multiple: true, help: '' }],
      run: () => {
        ran = true;
        return Promise.resolve(0);
      },
    };
    const { positionals, ...withoutWords } = send;
    assert.equal(positionals, 'NAME');
    const io = fakeIo();
    assert.equal(await runCli(['send', '-c', 'write', 'erase'], [withoutWords], io, '1.2.3'), 2);
    assert.match(io.err(), /"erase" is a word too many\. .* needs quotes: -c "write erase"\. \[cli\.usage\]/);
    assert.equal(await runCli(['send', 'core-1'], [withoutWords], io, '1.2.3'), 2);
    assert.match(io.err(), /"core-1" is a word too many\. showrun send takes options only\./);
    assert.equal(ran, false);
  });

  it('suggests a command', async () => {
    const io = fakeIo();
    assert.equal(await runCli(['gret'], [greet], io, '1.2.3'), 2);
    assert.match(io.err(), /There is no command "gret". Did you mean "greet"\? showrun --help/);
    assert.doesNotMatch(io.err(), /gret --help/);
  });

  for (const words of [[], ['--help'], ['help']]) {
    it(`shows the commands for "showrun ${words.join(' ')}"`, async () => {
      const io = fakeIo();
      assert.equal(await runCli(words, [greet], io, '1.2.3'), 0);
      assert.match(io.out(), /greet {2}Say something\./);
    });
  }

  for (const words of [
    ['greet', '--help'],
    ['greet', '-h'],
    ['help', 'greet'],
  ]) {
    it(`shows options and examples for "showrun ${words.join(' ')}"`, async () => {
      const io = fakeIo();
      assert.equal(await runCli(words, [greet], io, '1.2.3'), 0);
      assert.match(io.out(), /-l, --loud[^]*showrun greet ann/);
    });
  }

  it('prints the version', async () => {
    const io = fakeIo();
    assert.equal(await runCli(['--version'], [greet], io, '1.2.3'), 0);
    assert.equal(io.out(), '1.2.3\n');
  });
});
