import assert from 'node:assert/strict';
import type { Metafile } from 'esbuild';
import { checkBundle } from '../../../src/build/bundling/checkBundle.ts';

function metafile(bytes: number, inputs: Record<string, number>): Metafile {
  return {
    inputs: {},
    outputs: {
      'dist/x.js': {
        bytes,
        imports: [],
        exports: [],
        inputs: Object.fromEntries(
          Object.entries(inputs).map(([path, size]) => [path, { bytesInOutput: size }]),
        ),
      },
    },
  };
}

describe('checkBundle', () => {
  const entry = { source: 'src/x.ts', output: 'dist/x.js', maxBytes: 1000, without: ['ssh2', '@scope/name'] };

  it('finds nothing in a small bundle without forbidden packages', () => {
    assert.deepEqual(
      checkBundle(entry, metafile(1000, { 'src/x.ts': 10, 'node_modules/yaml/a.js': 5 }), true),
      [],
    );
  });

  it('names the largest parts of a bundle that is too large', () => {
    const inputs = {
      'src/core/x.ts': 10,
      'node_modules/yaml/a.js': 300,
      'node_modules/yaml/b.js': 400,
      'src/core/y.ts': 2,
    };
    const [finding, ...rest] = checkBundle(entry, metafile(1001, inputs), true);
    assert.match(
      finding!,
      /dist\/x\.js has 1001 bytes, 1000 are allowed\. Largest parts: yaml 700, src\/core 12\./,
    );
    assert.deepEqual(rest, []);
  });

  it('holds only a production build against the size limit', () => {
    assert.deepEqual(checkBundle(entry, metafile(5000, {}), false), []);
  });

  it('finds forbidden packages, nested and scoped ones too', () => {
    const inputs = { 'node_modules/a/node_modules/ssh2/lib/x.js': 1, 'node_modules/@scope/name/y.js': 1 };
    const findings = checkBundle(entry, metafile(10, inputs), false);
    assert.equal(findings.length, 2);
    assert.match(findings[0]!, /contains the package ssh2/);
    assert.match(findings[1]!, /contains the package @scope\/name/);
  });

  it('says that a bundle is missing', () => {
    assert.deepEqual(checkBundle({ ...entry, output: 'dist/y.js' }, metafile(1, {}), true), [
      'dist/y.js was not built.',
    ]);
  });
});
