import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { compileHostField, matchesGlob, plainNames } from '../../../../src/session/hostkeys/hostPattern.ts';

describe('hostPattern', () => {
  it('matches plain names, whatever their case', () => {
    const test = compileHostField('Core-1,10.0.0.1,[core-2]:2222')!;
    assert.ok(test('core-1'));
    assert.ok(test('10.0.0.1'));
    assert.ok(test('[core-2]:2222'));
    assert.ok(!test('core-2'));
    assert.ok(!test('core-11'));
  });

  it('lets a negated name decide wherever it stands', () => {
    for (const field of ['*.example.net,!bad.example.net', '!bad.example.net,*.example.net']) {
      const test = compileHostField(field)!;
      assert.ok(test('good.example.net'));
      assert.ok(!test('bad.example.net'));
    }
    assert.ok(!compileHostField('!bad')!('good'), 'a negation alone matches nothing');
  });

  it('matches patterns with ports', () => {
    const test = compileHostField('[*.example.net]:2222')!;
    assert.ok(test('[a.example.net]:2222'));
    assert.ok(!test('a.example.net'));
  });

  it('knows a hashed name', () => {
    fc.assert(
      fc.property(
        fc.domain(),
        fc.domain(),
        fc.uint8Array({ minLength: 20, maxLength: 20 }),
        (name, other, salt) => {
          const hash = createHmac('sha1', salt).update(name).digest('base64');
          const test = compileHostField(`|1|${Buffer.from(salt).toString('base64')}|${hash}`)!;
          assert.ok(test(name));
          assert.equal(test(other), other === name);
        },
      ),
    );
  });

  it('refuses what is malformed', () => {
    for (const field of ['|2|a|b', '|1|', '|1|AAAA|AAAA', ',', '!'])
      assert.equal(compileHostField(field), undefined, field);
  });

  it('never throws, and plain names match exactly what they say', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (field, name) => {
        const test = compileHostField(field);
        const names = plainNames(field);
        if (test !== undefined && names !== undefined) assert.equal(test(name), names.includes(name));
      }),
    );
  });

  it('globs like a regular expression would', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(letters, letters, (pattern, text) => {
        const source = pattern.replace(/\./g, '\\.').replace(/\*/g, '.*').replace(/\?/g, '.');
        assert.equal(matchesGlob(pattern, text), new RegExp(`^${source}$`, 's').test(text));
      }),
      { numRuns: 2_000 },
    );
  });
});
