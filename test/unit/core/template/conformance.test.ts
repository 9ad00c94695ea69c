import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { VariableValue } from '../../../../src/api/device.ts';
import type { TemplateLoader } from '../../../../src/core/template/commandTemplate.ts';
import { parseTemplate } from '../../../../src/core/template/parseTemplate.ts';
import { renderRaw } from '../../../../src/core/template/renderRaw.ts';

interface Case {
  readonly template: string;
  readonly output?: string;
  readonly error?: string;
}

interface Deviation {
  readonly template: string;
  readonly code: string;
}

const fixtures = new URL('../../../fixtures/jinja/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, fixtures), 'utf8');
const templates = new Map(Object.entries(JSON.parse(read('templates.json')) as Record<string, string>));
const loader: TemplateLoader = { load: (path) => templates.get(path) };
/** Templates that Jinja2 renders and Showrun refuses on purpose, with the code of the error (docs/templates.md). */
const deviations = new Map(
  (JSON.parse(read('deviations.json')) as Deviation[]).map(({ template, code }) => [template, code]),
);

/** JSON text as values with Maps, whose order is that of the text even for keys that look like numbers. */
function orderedJson(text: string): VariableValue {
  const entries = /\{([^{}]*)\}/;
  const value = JSON.parse(text, function revive(this: unknown, _key, item: unknown) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    return new Map(Object.entries(item));
  }) as Map<string, VariableValue>;
  // JSON.parse has put the number-like keys of this one in another order than the file.
  const source = entries.exec(text.slice(text.indexOf('"by_number"')))?.[1] ?? '';
  const inOrder = [...source.matchAll(/"(\w+)": "(\w+)"/g)].map(
    ([, key = '', name = '']) => [key, name] as const,
  );
  value.set('by_number', new Map(inOrder));
  return value;
}

const variables = orderedJson(read('variables.json')) as ReadonlyMap<string, VariableValue>;

describe('conformance with Jinja2', () => {
  let count = 0;
  for (const file of readdirSync(new URL('results/', fixtures)).sort()) {
    for (const example of JSON.parse(read(`results/${file}`)) as Case[]) {
      count++;
      const title = example.template.replace(/\s+/g, ' ').slice(0, 100);
      it(`${file.replace('.json', '')} ${String(count)}: ${title}`, () => {
        check(example);
      });
    }
  }

  it('has at least 300 cases', () => {
    assert.ok(count >= 300, String(count));
  });
});

function check({ template, output, error }: Case): void {
  const parsed = parseTemplate({ path: 'case.cmds', text: template });
  const { text, diagnostics } = renderRaw(parsed, undefined, { variables, loader });
  const codes = diagnostics.map((finding) => `${finding.code}: ${finding.message}`);
  const deviation = deviations.get(template);
  if (deviation !== undefined)
    assert.ok(
      codes.some((code) => code.startsWith(`${deviation}:`)),
      codes.join('\n'),
    );
  else if (error !== undefined)
    assert.notEqual(codes.length, 0, `Jinja2 refuses this (${error}), here it gives ${text}`);
  else assert.deepEqual({ codes, text }, { codes: [], text: output });
}
