import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { filterTable } from '../../../../src/core/template/filters/filterTable.ts';
import { unsupportedFilters } from '../../../../src/core/template/filters/unsupportedFilters.ts';
import { parseTemplate } from '../../../../src/core/template/parseTemplate.ts';
import { directiveCatalogue } from '../../../../src/core/template/syntax/directiveCatalogue.ts';
import { directiveReaders } from '../../../../src/core/template/syntax/directiveReaders.ts';
import { tagParsers } from '../../../../src/core/template/syntax/tagParsers.ts';
import { unsupportedTags } from '../../../../src/core/template/syntax/unsupportedTags.ts';
import { testTable } from '../../../../src/core/template/tests/testTable.ts';

const docs = readFileSync('docs/templates.md', 'utf8');

describe('docs/templates.md', () => {
  const names = [
    ...filterTable.keys(),
    ...testTable.keys(),
    ...tagParsers.keys(),
    ...unsupportedTags.keys(),
    ...[...directiveCatalogue.keys()].map((name) => `@${name}`),
  ].filter((name) => !name.startsWith('end') && name !== 'pluralize');

  it('names every filter, test, tag and directive', () => {
    assert.deepEqual(
      names.filter((name) => !docs.includes(name)),
      [],
    );
  });

  it('has the summary of every filter, test and directive as the editor shows it', () => {
    const plain = docs.replaceAll('\\', '');
    const summaries = [...filterTable.values(), ...testTable.values()].map(({ info }) => info.summary);
    const all = [...summaries, ...[...directiveCatalogue.values()].map(({ summary }) => summary)];
    assert.deepEqual(
      all.filter((summary) => !plain.includes(summary.replaceAll('\\', ''))),
      [],
    );
  });

  it('names the filters of Jinja2 that are left out', () => {
    const others = ['shuffle', 'hash', 'password_hash', 'b64encode', 'b64decode'];
    assert.deepEqual(
      [...unsupportedFilters.keys()].filter(
        (name) => !others.includes(name) && !docs.includes(`\`${name}\``),
      ),
      [],
    );
  });
});

describe('catalogues', () => {
  it('have a reader for every directive', () => {
    assert.deepEqual([...directiveReaders.keys()].sort(), [...directiveCatalogue.keys()].sort());
  });

  it('have usages and examples that the parser accepts', () => {
    for (const { usage } of directiveCatalogue.values()) {
      assert.deepEqual(parseTemplate({ path: 'a.cmds', text: `${usage}\n` }).diagnostics, [], usage);
    }
    for (const { info } of [...filterTable.values(), ...testTable.values()]) {
      const end = /^\{% (for|if)/.exec(info.example)?.[1];
      const text =
        end === undefined || info.example.includes('{% end')
          ? info.example
          : `${info.example}{% end${end} %}`;
      assert.deepEqual(parseTemplate({ path: 'a.cmds', text }).diagnostics, [], info.example);
    }
  });
});
