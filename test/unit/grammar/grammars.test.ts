import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Runs vscode-tmgrammar-test on one file. Gives its report and whether all scopes were as the file says. */
function check(grammar: string, file: string): Promise<{ passed: boolean; report: string }> {
  const words = ['node_modules/vscode-tmgrammar-test/dist/unit.js', '-g', grammar, file];
  return new Promise((resolve) => {
    execFile(process.execPath, words, { timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ passed: error === null, report: stdout + stderr });
    });
  });
}

describe('grammars', function () {
  this.timeout(60_000);

  for (const [grammar, file] of [
    ['syntaxes/cmds.tmLanguage.json', 'test/fixtures/grammar/template.cmds'],
    ['syntaxes/output.tmLanguage.json', 'test/fixtures/grammar/output.txt'],
  ] as const) {
    it(`${file} has the scopes that it says`, async () => {
      const { passed, report } = await check(grammar, file);
      assert.ok(passed, report);
      assert.ok((readFileSync(file, 'utf8').match(/[\^<]/g) ?? []).length > 20);
    });
  }

  it('the language configuration is a JSON file whose word pattern takes names and interfaces whole', () => {
    const { wordPattern } = JSON.parse(readFileSync('syntaxes/cmds.language-configuration.json', 'utf8')) as {
      wordPattern: string;
    };
    const words = (text: string): readonly string[] => text.match(new RegExp(wordPattern, 'g')) ?? [];
    assert.deepEqual(words('# @on-error stop'), ['@on-error', 'stop']);
    assert.deepEqual(words('{{ uplink_port | default }}'), ['uplink_port', 'default']);
  });
});
