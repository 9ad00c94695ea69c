import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension in an editor', () => {
  it('is installed under its name and activates', async () => {
    const extension = vscode.extensions.getExtension('showrun.showrun');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
