import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { artefactsFolder } from '../artefactsFolder.ts';
import { bundleSuites, type BundledSuites } from '../bundleSuites.ts';
import { openEditor, type Editor } from '../openEditor.ts';
import { runInHost } from '../runInHost.ts';

const fixture = join(import.meta.dirname, '../fixture');
const suites = 'harness/fixtureSuites';

/** Runs one of the fixture's suites; what it counts is not part of the count of this project's tests. */
async function runFixture(bundle: BundledSuites, name: string) {
  const report: string[] = [];
  const result = await runInHost({
    name: `harness-${name}`,
    extension: fixture,
    bundle,
    suites: `${suites}/${name}`,
    env: { SHOWRUN_TALLY: undefined, NODE_V8_COVERAGE: undefined },
    print: (line) => report.push(line),
  });
  return { code: result.code, report: report.join('\n') };
}

describe('the harness of the host tests', function () {
  this.timeout(120_000);
  let bundle: BundledSuites;

  before(async () => {
    bundle = await bundleSuites();
  });
  after(() => bundle.remove());

  it('runs suites inside an extension host and brings their report back', async () => {
    const { code, report } = await runFixture(bundle, 'passing');
    assert.equal(code, 0, report);
    assert.match(report, /2 passing/);
  });

  it('reports a failing suite as failed and keeps console and screenshot', async () => {
    const { code, report } = await runFixture(bundle, 'failing');
    assert.equal(code, 1, report);
    assert.match(report, /1 passing[^]*1 failing[^]*fails\.test\.js/);
    assert.match(
      await readFile(join(artefactsFolder, 'harness-failing/console.log'), 'utf8'),
      /1 of 2 tests failed/,
    );
    assert.ok((await stat(join(artefactsFolder, 'harness-failing/end.png'))).size > 1000);
  });

  it('takes a folder without suites for a failure', async () => {
    const { code } = await runFixture(bundle, 'none');
    assert.equal(code, 1);
  });
});

describe('the driver of the user interface', function () {
  this.timeout(120_000);
  let editor: Editor;

  before(async () => {
    editor = await openEditor({ name: 'harness-ui', extension: fixture });
  });
  after(async function () {
    await editor.close(this.test?.parent?.tests.some((test) => test.isFailed()) ?? false);
  });

  it('runs a command from the palette and reads its notification', async () => {
    await editor.driver.runCommand('Harness Fixture: Say Hello');
    assert.equal(await editor.driver.notification(/^Hello/), 'Hello from the extension host');
    await editor.driver.screenshot('hello');
  });

  it('tells a command that is offered from one that is not', async () => {
    assert.equal(await editor.driver.offersCommand('Harness Fixture: Say Hello'), true);
    assert.equal(await editor.driver.offersCommand('Harness Fixture: Say Goodbye'), false);
  });
});
