import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { report } from '../harness/report.ts';
import { showrun } from '../support/showrun.ts';

/** What the extension may take at its start, in milliseconds. */
const limitMs = 100;

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { type: string; default: unknown }>>;
    };
    readonly walkthroughs: readonly { readonly steps: readonly unknown[] }[];
  };
}

describe('the extension in an editor', () => {
  it('is installed under its name and activates', async () => {
    const extension = vscode.extensions.getExtension('showrun.showrun');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it(`activates in less than ${String(limitMs)} ms`, async () => {
    const { activationMs } = await showrun();
    report(`activation took ${activationMs.toFixed(1)} ms`);
    assert.ok(activationMs < limitMs, `${String(activationMs)} ms`);
  });

  it('registers every command that it declares, and declares every command that it registers', async () => {
    await showrun();
    const declared = manifest().contributes.commands.map((command) => command.command);
    const registered = (await vscode.commands.getCommands(true)).filter(
      // Views bring commands of their own (focus, open, move …).
      (id) => /^showrun\.[A-Za-z]+$/.test(id) && !/^showrun\.(devices|templates|runs)$/.test(id),
    );
    assert.deepEqual(registered.sort(), [...declared].sort());
  });

  it('gives every setting a value of its type', () => {
    const configuration = vscode.workspace.getConfiguration();
    for (const [key, { type, default: value }] of Object.entries(
      manifest().contributes.configuration.properties,
    )) {
      const actual: unknown = configuration.get(key);
      assert.deepEqual(actual, value, key);
      assert.ok(
        type === 'array'
          ? Array.isArray(actual)
          : type === 'integer'
            ? Number.isInteger(actual)
            : typeof actual === type,
        key,
      );
    }
  });

  it('has a walkthrough of five steps', () => {
    assert.deepEqual(
      manifest().contributes.walkthroughs.map((each) => each.steps.length),
      [5],
    );
  });

  it('refuses versions of its interface that it does not have', async () => {
    const { getAPI } = await showrun();
    assert.throws(() => getAPI(2 as 1), RangeError);
  });
});

function manifest(): Manifest {
  return vscode.extensions.getExtension('showrun.showrun')?.packageJSON as Manifest;
}
