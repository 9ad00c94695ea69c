import assert from 'node:assert/strict';
import { compareContents } from '../../host/harness/packageContents.ts';

describe('compareContents', () => {
  const list = '# checked\ndist/a.js\ndist/plugins/*/*.yaml # data\n';

  it('finds nothing where list and package agree', () => {
    assert.deepEqual(
      compareContents(['dist/a.js', 'dist/plugins/x/y.yaml', 'dist/plugins/x/z.yaml'], list),
      [],
    );
  });

  it('names what is too much and what is missing', () => {
    assert.deepEqual(compareContents(['dist/plugins/x/deep/y.yaml', 'dist/a_js'], list), [
      'is packaged but not in the list: dist/plugins/x/deep/y.yaml',
      'is packaged but not in the list: dist/a_js',
      'is in the list but not packaged: dist/a.js',
      'is in the list but not packaged: dist/plugins/*/*.yaml',
    ]);
  });
});
