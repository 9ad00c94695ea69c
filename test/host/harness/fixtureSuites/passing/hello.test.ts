import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the host harness', () => {
  it('runs tests inside an extension host with Node 22 or later', async () => {
    const version = await vscode.commands.executeCommand<string>('harnessFixture.hello');
    assert.ok(Number(version.split('.')[0]) >= 22, version);
  });

  it('opens the workspace it was given', () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });
});
