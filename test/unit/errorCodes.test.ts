import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Endings of file names, which look like codes: 'run.json'. */
const fileEndings = new Set(
  'cmds conf cjs css csv gz html ico js json jsonc log lock map md mjs ndjson png sh svg tmp toml ts txt vsix xlsx yaml yml'.split(
    ' ',
  ),
);

/** What is passed as a code: to an error, or as `code:` of a finding. Its first part is an area. */
const codeInPlace =
  /(?:new \w*Error\(|\bcode:|\.(?:error|once|warning)\()\s*'([a-z]+\.[a-z][a-z0-9]*(?:-[a-z0-9]+)*)'/g;
/** Any other literal of an area, unless it is only the beginning of codes. */
const literal = /(?<!startsWith\()'([a-z]+)\.([a-z][a-z0-9]*(?:-[a-z0-9]+)*)'/g;

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path: join('src', path), text: readFileSync(join('src', path), 'utf8') }));

const documented = new Map(
  [
    ...readFileSync('docs/errors.md', 'utf8').matchAll(/^(?:## ([a-z]+)|\| `([a-z-]+\.[a-z0-9-]+)`)/gm),
  ].reduce<{
    area: string;
    codes: [string, string][];
  }>(
    ({ area, codes }, [, heading, code]) =>
      heading === undefined ? { area, codes: [...codes, [code ?? '', area]] } : { area: heading, codes },
    { area: '', codes: [] },
  ).codes,
);

const areas = new Set([
  ...[...documented.values()],
  ...sources.flatMap(({ text }) => [...text.matchAll(codeInPlace)].map((match) => match[1]?.split('.')[0])),
]);

/** Names of settings and keys of translated texts, which look like codes. */
const otherNames = new Set(
  ['package.json', 'package.nls.json'].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/"(?:showrun\.)?([\w-]+\.[\w-]+)":/g)].map((match) => match[1]),
  ),
);

/** Every literal in the sources that is a code, with the first file that has it. */
const used = new Map<string, string>();
for (const { path, text } of sources) {
  for (const [, area, name] of text.matchAll(literal)) {
    if (area === undefined || name === undefined || !areas.has(area) || fileEndings.has(name)) continue;
    const code = `${area}.${name}`;
    if (otherNames.has(code)) continue;
    if (!used.has(code)) used.set(code, path);
  }
}

describe('docs/errors.md', () => {
  it('has every code that the sources use', () => {
    const missing = [...used]
      .filter(([code]) => !documented.has(code))
      .map(([code, path]) => `${code} (${path})`);
    assert.deepEqual(missing, []);
  });

  it('has no code that the sources do not use', () => {
    assert.deepEqual(
      [...documented.keys()].filter((code) => !used.has(code)),
      [],
    );
  });

  it('has each code in the section of its area', () => {
    const misplaced = [...documented].filter(([code, area]) => code.split('.')[0] !== area);
    assert.deepEqual(misplaced, []);
  });

  it('is read by a test that finds codes at all', () => {
    assert.ok(used.size > 30);
    assert.ok(used.has('inventory.duplicate-name') && used.has('filter.missing-value'));
  });
});
