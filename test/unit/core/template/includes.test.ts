import assert from 'node:assert/strict';
import { renderRaw } from '../../../../src/core/template/renderRaw.ts';
import { parseTemplate } from '../../../../src/core/template/parseTemplate.ts';
import { candidatePaths } from '../../../../src/core/template/render/templatePath.ts';
import { findingsOf, linesOf, render } from './render.ts';

function loader(files: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  return {
    asked,
    load: (path: string): string | undefined => {
      asked.push(path);
      return files[path];
    },
  };
}

describe('includes and imports', () => {
  it('bring their own directives and places along', () => {
    const files = loader({
      'lib/vlan.cmds': '# @mode config\n# @confirm\n# @set n = 5\nvlan {{ v }}{{ n }}\n### Check\nshow vlan',
    });
    const { commands } = render(
      '### Main\n# @timeout 9\na\n{% include "lib/vlan.cmds" %}\nb',
      { v: 1 },
      { loader: files },
    );
    assert.deepEqual(
      commands.map(({ text, at, mode, confirm, block, timeout }) => [
        text,
        at.file,
        at.line,
        mode,
        confirm,
        block,
        timeout,
      ]),
      [
        ['a', 'a.cmds', 3, 'exec', undefined, 'Main', 9],
        ['vlan 15', 'lib/vlan.cmds', 4, 'config', true, 'Main', 9],
        ['show vlan', 'lib/vlan.cmds', 6, 'config', true, 'Check', 9],
        ['b', 'a.cmds', 5, 'exec', undefined, 'Main', 9],
      ],
    );
  });

  it('report faults in the file they are in', () => {
    const files = loader({
      'b.cmds': 'x\n{{ nope }}',
      'broken.cmds': '{% if %}',
      'm.cmds': '{% macro f(a) %}{{ a.b }}{% endmacro %}',
    });
    const at = (text: string): string[] =>
      render(text, {}, { loader: files }).diagnostics.map(
        ({ code, at: place }) => `${code} ${place.file}:${String(place.line)}`,
      );
    assert.deepEqual(at('{% include "b.cmds" %}'), ['template.undefined b.cmds:2']);
    assert.deepEqual(at('\n{% include "broken.cmds" %}'), ['template.include-broken a.cmds:2']);
    assert.deepEqual(at('{% include "none.cmds" %}'), ['template.include-missing a.cmds:1']);
    assert.deepEqual(at('{% from "m.cmds" import f %}\n\n{{ f(1) }}'), ['template.undefined m.cmds:1']);
    assert.deepEqual(findingsOf('{% include "b.cmds" %}'), ['template.include 1:12']);
  });

  it('end where files include each other', () => {
    const files = loader({ 'b.cmds': '{% include "a.cmds" %}', 'a.cmds': '{% include "b.cmds" %}' });
    assert.deepEqual(
      render('{% include "b.cmds" %}', {}, { loader: files }).diagnostics.map(({ code }) => code),
      ['template.too-deep'],
    );
  });

  it('read and parse a file once for all devices', () => {
    const files = loader({ 'b.cmds': 'x' });
    for (let round = 0; round < 5; round++) linesOf('{% include "b.cmds" %}', {}, { loader: files });
    assert.deepEqual(files.asked, ['b.cmds']);
  });

  it('are seen from the file, then from the workspace', () => {
    const files = loader({
      'site/x.cmds': 'beside',
      'x.cmds': 'top',
      'y.cmds': 'only top',
      'lib/z.cmds': 'up',
    });
    assert.deepEqual(
      linesOf(
        '{% include "x.cmds" %}\n{% include "y.cmds" %}\n{% include "../lib/z.cmds" %}',
        {},
        { loader: files, path: 'site/a.cmds' },
      ),
      ['beside', 'only top', 'up'],
    );
  });

  it('cannot leave the workspace', () => {
    for (const name of [
      '/etc/passwd',
      '../x',
      'a/../../x',
      'C:/x',
      '..\\x',
      '',
      'a\0b',
      '\\\\host\\x',
      './../x',
      '../../etc/passwd',
    ]) {
      assert.throws(() => candidatePaths(name, 'a.cmds'), { code: 'template.include-outside' }, name);
      assert.throws(() => candidatePaths(name, '/home/u/a.cmds'), { code: 'template.include-outside' }, name);
      assert.throws(() => candidatePaths(name, '../u/a.cmds'), { code: 'template.include-outside' }, name);
    }
    assert.deepEqual(candidatePaths('b.cmds', '/home/u/a.cmds'), ['/home/u/b.cmds']);
    assert.deepEqual(candidatePaths('./b//c.cmds', 'x/a.cmds'), ['x/b/c.cmds']);
    assert.deepEqual(findingsOf('{% include "../" ~ hostname %}', {}, { loader: loader({}) }), [
      'template.include-outside 1:12',
    ]);
  });

  it('show the variables of the device to imports only with context', () => {
    const files = loader({ 'm.cmds': '{% macro f() %}{{ hostname }}{% endmacro %}' });
    assert.deepEqual(linesOf('{% import "m.cmds" as m with context %}{{ m.f() }}', {}, { loader: files }), [
      'core-1',
    ]);
    const [finding] = render('{% import "m.cmds" as m %}{{ m.f() }}', {}, { loader: files }).diagnostics;
    assert.match(finding?.message ?? '', /with context/);
  });
});

describe('renderRaw', () => {
  it('gives the text as it is, with comments, directives and line breaks in values', () => {
    const text = '# @set n = 2\r\n# for {{ v }}\r\n### T\r\n{{ v }} {{ n }}\r\n';
    const raw = renderRaw(parseTemplate({ path: 'a.cmds', text }), undefined, {
      variables: new Map([['v', 'a\nb']]),
    });
    assert.deepEqual(raw, { text: '# @set n = 2\r\n# for a\nb\r\n### T\r\na\nb 2\r\n', diagnostics: [] });
  });

  it('gives nothing where something is wrong', () => {
    const raw = renderRaw(parseTemplate({ path: 'a.cmds', text: 'a {{ nope }}' }), undefined);
    assert.deepEqual([raw.text, raw.diagnostics.map(({ code }) => code)], ['', ['template.undefined']]);
  });
});
