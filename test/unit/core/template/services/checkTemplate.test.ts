import assert from 'node:assert/strict';
import { checkTemplate } from '../../../../../src/core/template/services/diagnostics/checkTemplate.ts';
import { contextFor, parsed } from './support.ts';

function check(text: string, extra = {}): string[] {
  return checkTemplate(parsed(text), contextFor(extra)).map(
    ({ code, severity, at, replacement }) =>
      `${severity} ${code} ${at.line}:${at.column}-${String(at.endColumn)}${replacement === undefined ? '' : ` -> ${replacement}`}`,
  );
}

const isParallel = (finding: string): boolean => finding.includes('parallel');

describe('checkTemplate', () => {
  it('finds nothing wrong with a good template', () => {
    assert.deepEqual(
      check('### Uplinks\n# @filter tag:core\nshow interfaces {{ uplink }}\nshow ip route {{ vlan }}\n'),
      [],
    );
  });

  it('names a variable that no device has, with the nearest name', () => {
    assert.deepEqual(check('show interfaces {{ uplnk }}\n'), [
      'error language.unknown-variable 1:20-25 -> uplink',
    ]);
  });

  it('warns where only some devices lack a value, and says which', () => {
    const [finding] = checkTemplate(parsed('show interfaces {{ vlan }}\n'), contextFor());
    assert.equal(finding?.code, 'language.missing-variable');
    assert.equal(finding.severity, 'warning');
    assert.match(finding.message, /1 of 4 devices has no "vlan" \(edge-1\)/);
  });

  it('says of a block with @parallel why it is sent one line after another', () => {
    const lines = 'show version\nshow interfaces\n';
    assert.deepEqual(check(`### A\n# @parallel\n${lines}sh version`).filter(isParallel), []);
    for (const directive of ['@mode config', '@confirm', '@expect /x/ -> ""']) {
      assert.deepEqual(
        check(`### A\n# @parallel 2\n# ${directive}\n${lines}`).filter(isParallel),
        ['warning plan.not-parallel 2:13-14'],
        directive,
      );
      assert.deepEqual(check(`### A\n# @parallel 1\n# ${directive}\n${lines}`).filter(isParallel), []);
    }
    for (const line of ['terminal length 0', 'reload', 'exit', 'conf t', 'cd /']) {
      const end = String(line.length + 1);
      assert.deepEqual(
        check(`# @parallel\n### A\n${lines}### B\n${lines}${line}\n`).filter(isParallel),
        [`warning plan.not-parallel 8:1-${end}`],
        line,
      );
    }
  });

  it('asks only the devices that the block is for', () => {
    assert.deepEqual(check('### A\n# @filter tag:core\nshow interfaces {{ vlan }}\n'), []);
    assert.deepEqual(check('### A\n# @platform arista_eos\nshow version {{ vlan }}\n'), []);
  });

  it('leaves alone what the template sets, asks, loops over or guards', () => {
    assert.deepEqual(
      check(
        '# @ask ticket "Change"\n# @set a = 1\nshow version {{ ticket }} {{ a }}\n{% for x in [1] %}\nshow version {{ x }} {{ loop.index }}\n{% endfor %}\nshow version {{ other | default("") }}\n',
      ),
      [],
    );
  });

  it('knows the fields of device', () => {
    assert.deepEqual(check('show version {{ device.nmae }}\n'), [
      'warning language.unknown-field 1:24-28 -> name',
    ]);
  });

  it('hands on what the parser and the directives say, once each', () => {
    assert.deepEqual(
      check('# @filter tga:core\n# @platform cisco_isos\nshow version {{ 1 | uper }}\n').map((line) =>
        line.replace(/ \d.*?(?= ->)/, ''),
      ),
      [
        'warning filter.unknown-field -> tag',
        'warning plan.unknown-platform -> cisco_ios',
        'error template.unknown-filter -> upper',
      ],
    );
    assert.equal(
      check('# @filter tag:\nshow version\n').filter((line) => line.includes('filter.')).length,
      1,
    );
  });

  it('marks commands that the policy holds back', () => {
    const [finding] = checkTemplate(parsed('reload in 5\n'), contextFor());
    assert.equal(finding?.code, 'language.held-command');
    assert.match(finding.message, /reloads the device/);
  });

  it('marks an ambiguous abbreviation at its word', () => {
    assert.deepEqual(check('# @platform cisco_ios\nsh ver\n'), ['warning language.ambiguous-command 2:1-3']);
    assert.deepEqual(check('# @platform cisco_ios\nsho ver\n'), []);
  });

  it('hints at a command that no platform knows, unless a value stands in it', () => {
    assert.deepEqual(check('# @platform cisco_ios\nshow verzion\nshow {{ uplink }} x\n'), [
      'hint language.unknown-command 2:6-13 -> version',
    ]);
    // One platform that knows it is enough.
    assert.deepEqual(check('show ip route\n'), []);
  });

  it('looks at nothing in configuration mode', () => {
    assert.deepEqual(check('# @platform cisco_ios\n# @mode config\ninterface Gi1\nfoo bar\n'), []);
    assert.deepEqual(
      check('# @platform cisco_ios\n### A\nconfigure terminal\nfoo bar\n').filter((line) =>
        line.includes('4:'),
      ),
      [],
    );
  });

  it('finds includes that are not there', () => {
    const loader = { load: (path: string) => (path === 'there.cmds' ? 'show version\n' : undefined) };
    assert.deepEqual(
      check('{% include "there.cmds" %}\n{% include "thre.cmds" %}\n{% include "x" ignore missing %}\n', {
        loader,
        templates: ['there.cmds'],
      }),
      ['error language.no-such-template 2:12-23 -> "there.cmds"'],
    );
  });

  it('is at home with 2,000 lines and 2,000 devices', () => {
    const context = contextFor();
    const devices = Array.from({ length: 2000 }, (_, index) => ({
      ...(context.devices[index % 4] ?? assert.fail()),
      name: `device-${String(index)}`,
    }));
    const lines = Array.from(
      { length: 1000 },
      (_, index) => `show interfaces {{ vlan }} ${String(index)}\n{{ none${String(index % 50)} }}`,
    );
    const findings = checkTemplate(parsed(lines.join('\n')), { ...context, devices });
    assert.equal(findings.length, 500);
    assert.match(findings[0]?.message ?? '', /500 of 2000 devices have no "vlan"/);
  });
});
