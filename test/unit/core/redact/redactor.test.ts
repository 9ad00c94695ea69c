import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Redactor, secretMask } from '../../../../src/core/redact/redactor.ts';

function stream(redactor: Redactor, chunks: readonly string[]): string {
  const out = redactor.stream();
  return chunks.map((chunk) => out.write(chunk)).join('') + out.end();
}

describe('Redactor', () => {
  it('masks every secret, every time', () => {
    const redactor = new Redactor(['hunter22', 's3cr3t!', undefined, '']);
    assert.equal(
      redactor.redact('a hunter22 b s3cr3t! c hunter22'),
      `a ${secretMask} b ${secretMask} c ${secretMask}`,
    );
    assert.equal(redactor.redact('nothing here'), 'nothing here');
  });

  it('masks overlapping secrets as one, so that no rest stays', () => {
    const redactor = new Redactor(['abcdef', 'defghi']);
    assert.equal(redactor.redact('x abcdefghi y'), `x ${secretMask} y`);
  });

  it('masks forms that secrets take on their way', () => {
    const secret = 'p"w&<0rd> ü/+';
    const redactor = new Redactor([secret]);
    const url = new URL('https://h.example/');
    url.searchParams.set('q', secret);
    for (const form of [
      JSON.stringify({ secret }),
      encodeURIComponent(secret),
      url.href,
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
      Buffer.from(secret).toString('hex'),
      `<p>p&quot;w&amp;&lt;0rd&gt; ü/+</p>`,
    ]) {
      const masked = redactor.redact(form);
      assert.ok(masked.includes(secretMask), form);
      assert.ok(masked.length < form.length + secretMask.length, form);
    }
  });

  it('masks base64 of longer values that hold the secret', () => {
    const redactor = new Redactor(['correct horse']);
    for (const value of [
      'correct horse',
      'ops:correct horse',
      'a:correct horse',
      'correct horse!',
      '12:correct horse;x',
    ]) {
      const encoded = Buffer.from(value).toString('base64');
      const rest = redactor.redact(`Authorization: Basic ${encoded}`).replace(secretMask, '');
      const decoded = Buffer.from(rest.slice(21), 'base64').toString('latin1');
      assert.ok(!decoded.includes('orrect hors'), value);
      assert.ok(rest.length < 21 + encoded.length - 12, value);
    }
  });

  it('masks short secrets only where they stand alone', () => {
    const redactor = new Redactor(['abc', 'x']);
    assert.equal(
      redactor.redact('abc abcd xabc (abc) x=x ax'),
      `${secretMask} abcd xabc (${secretMask}) ${secretMask}=${secretMask} ax`,
    );
    assert.equal(stream(redactor, ['ab', 'c', 'd x', ' a', 'bc']), `abcd ${secretMask} ${secretMask}`);
  });

  it('masks the lines of a secret that has several', () => {
    const redactor = new Redactor(['first line\nsecond line\n']);
    assert.equal(redactor.redact('> second line <'), `> ${secretMask} <`);
  });

  it('gives text out as soon as it is certain', () => {
    const redactor = new Redactor(['secret']);
    const out = redactor.stream();
    const text = 'a long text without any of it, then se';
    assert.equal(out.write(text), text.slice(0, -redactor.lookAround));
    assert.equal(out.write('cret; and more text'), `${text.slice(-redactor.lookAround, -2)}${secretMask}; a`);
    assert.equal(out.end(), 'nd more text');
  });

  it('takes secrets that come later', () => {
    const redactor = new Redactor();
    assert.equal(redactor.isEmpty, true);
    redactor.add('later-secret');
    assert.equal(redactor.isEmpty, false);
    assert.equal(redactor.redact('later-secret'), secretMask);
  });

  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'é', ' ', '1'), minLength: 1, maxLength: 8 });
  const secrets = fc.array(
    letters.filter((text) => text.trim() === text),
    { minLength: 1, maxLength: 4 },
  );
  const textWith = secrets.chain((list) =>
    fc.record({
      list: fc.constant(list),
      chunks: fc.array(fc.oneof(letters, fc.constantFrom(...list), fc.constant('')), { maxLength: 20 }),
      cuts: fc.array(fc.nat(100), { maxLength: 30 }),
    }),
  );

  it('lets no secret through, however the text is cut, and gives the same text', () => {
    fc.assert(
      fc.property(textWith, ({ list, chunks, cuts }) => {
        const redactor = new Redactor(list);
        const text = chunks.join('');
        const whole = redactor.redact(text);
        for (const secret of list) if (secret.length >= 4) assert.ok(!whole.includes(secret), secret);
        const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
        const pieces = [0, ...places].map((start, index) => text.slice(start, places[index] ?? text.length));
        assert.equal(stream(redactor, pieces), whole);
        assert.equal(stream(redactor, text.split(/(?=[^])/)), whole);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves everything but secrets as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 5 }), (chunks) => {
        const redactor = new Redactor(['\u{1f511}key\u{1f511}']);
        assert.equal(stream(redactor, chunks), chunks.join(''));
      }),
    );
  });
});
