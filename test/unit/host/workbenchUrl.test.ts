import assert from 'node:assert/strict';
import { workbenchUrl } from '../../host/editor/workbenchUrl.ts';

describe('workbenchUrl', () => {
  it('names the folder and, for development, extension and tests on the server', () => {
    const url = new URL(
      workbenchUrl('127.0.0.1:8000', {
        folder: '/a b/c',
        developmentPath: '/ext',
        testsPath: '/out/index.js',
      }),
    );
    assert.equal(url.origin, 'http://127.0.0.1:8000');
    assert.equal(url.searchParams.get('folder'), '/a b/c');
    assert.deepEqual(JSON.parse(url.searchParams.get('payload')!), [
      ['extensionDevelopmentPath', 'vscode-remote://127.0.0.1:8000/ext'],
      ['extensionTestsPath', 'vscode-remote://127.0.0.1:8000/out/index.js'],
    ]);
  });

  it('writes paths of Windows as they stand in addresses', () => {
    const url = new URL(workbenchUrl('127.0.0.1:1', { folder: String.raw`C:\work\net` }));
    assert.equal(url.searchParams.get('folder'), '/C:/work/net');
    assert.equal(url.searchParams.get('payload'), null);
  });
});
