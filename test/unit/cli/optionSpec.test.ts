import assert from 'node:assert/strict';
import { parseOptions, type OptionSpec } from '../../../src/cli/optionSpec.ts';

const specs: readonly OptionSpec[] = [
  { name: 'inventory', short: 'i', value: 'FILE', multiple: true, help: '' },
  { name: 'format', value: 'FORMAT', choices: ['table', 'json'], help: '' },
  { name: 'concurrency', value: 'N', help: '' },
  { name: 'stream', help: '' },
];

describe('parseOptions', () => {
  it('reads switches, values, repeated values and positionals', () => {
    const options = parseOptions(specs, ['-i', 'a.csv', 'left', '--inventory=b.csv', '--stream']);
    assert.deepEqual(options.list('inventory'), ['a.csv', 'b.csv']);
    assert.equal(options.flag('stream'), true);
    assert.equal(options.text('format'), undefined);
    assert.deepEqual(options.positionals, ['left']);
  });

  it('suggests the option behind a typing error', () => {
    assert.throws(() => parseOptions(specs, ['--inventry', 'a.csv']), {
      code: 'cli.usage',
      message: /Did you mean --inventory\?/,
    });
  });

  it('says where a password goes instead', () => {
    assert.throws(() => parseOptions(specs, ['--password', 'x']), {
      code: 'cli.usage',
      message: /never an argument: SHOWRUN_PASSWORD/,
    });
  });

  it('refuses a value that is not among the choices', () => {
    assert.throws(() => parseOptions(specs, ['--format', 'xml']), {
      code: 'cli.usage',
      message: '--format is one of table, json, not "xml".',
    });
  });

  it('refuses a missing value', () => {
    assert.throws(() => parseOptions(specs, ['--format']), { code: 'cli.usage' });
    assert.throws(() => parseOptions(specs, ['--format', '--stream']), { code: 'cli.usage' });
  });

  it('takes a value that begins with a dash, as filters do', () => {
    assert.deepEqual(parseOptions(specs, ['-i', '-odd.csv', '--concurrency', '-5']).list('inventory'), [
      '-odd.csv',
    ]);
  });

  it('refuses an empty value: in a script that is a variable which is not set', () => {
    for (const words of [['--concurrency='], ['--concurrency', '  '], ['-i', 'a.csv', '-i', '']]) {
      assert.throws(() => parseOptions(specs, words), { code: 'cli.usage', message: /^--\w+ is empty\./ });
    }
  });

  it('refuses an option given twice of which only one value could hold', () => {
    assert.throws(() => parseOptions(specs, ['--format', 'json', '--stream', '--format=table']), {
      code: 'cli.usage',
      message: '--format is given 2 times. Give it once.',
    });
    assert.equal(parseOptions(specs, ['--stream', '--stream']).flag('stream'), true);
  });

  for (const text of ['0', '-1', '1.5', 'many']) {
    it(`refuses ${JSON.stringify(text)} where a whole number from 1 is needed`, () => {
      const options = parseOptions(specs, [`--concurrency=${text}`]);
      assert.throws(() => options.number('concurrency', 1), { code: 'cli.usage' });
    });
  }

  it('reads a whole number', () => {
    assert.equal(parseOptions(specs, ['--concurrency', '12']).number('concurrency', 1), 12);
  });
});
