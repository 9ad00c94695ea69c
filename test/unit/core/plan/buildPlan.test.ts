import assert from 'node:assert/strict';
import type { PlatformRegistry } from '../../../../src/core/platform/platformRegistry.ts';
import { inventoryDevice } from '../../../helpers/inventoryDevice.ts';
import { builtInPlatforms, planFor } from './planHelpers.ts';

const inventory = `hostname,ip_address,device_type,tags,site,uplink,vlan
core-1,192.0.2.1,cisco_ios,core,ams,Gi0/1,10
core-2,192.0.2.2,cisco_ios,core,ams,,10
edge-1,192.0.2.3,arista_eos,edge,fra,Ethernet1,
edge-2,192.0.2.4,juniper_junos,edge,fra,ge-0/0/0,20`;

describe('buildPlan', () => {
  let platforms: PlatformRegistry;
  before(async () => {
    platforms = await builtInPlatforms();
  });

  const plan = (template: string, more = {}) => planFor({ platforms, inventory, template, more });

  it('gives every device its own lines, with where they come from', () => {
    const { plan: made } = plan('show interfaces {{ uplink | default("all") }}\nshow version\n');
    assert.deepEqual(
      made.devices.map(({ device, commands }) => [device.name, ...commands.map((command) => command.text)]),
      [
        ['core-1', 'show interfaces Gi0/1', 'show version'],
        ['core-2', 'show interfaces all', 'show version'],
        ['edge-1', 'show interfaces Ethernet1', 'show version'],
        ['edge-2', 'show interfaces ge-0/0/0', 'show version'],
      ],
    );
    assert.deepEqual(made.devices[0]?.commands[1]?.at.line, 2);
    assert.deepEqual(made.held, []);
    assert.deepEqual(made.refused, []);
  });

  it('lets lines run at the same time where none of the block must have its device for itself', () => {
    const asked = (template: string): [(number | undefined)[], string[]] => {
      const { plan: made, diagnostics } = plan(template, { filter: 'tag:core' });
      return [
        made.devices[0]?.commands.map(({ parallel }) => parallel) ?? [],
        diagnostics.map(({ code, at }) => `${code} ${String(at.line)}`),
      ];
    };
    assert.deepEqual(asked('### A\n# @parallel\nshow version\nsh ip route\n### B\nshow clock\n'), [
      [16, 16, undefined],
      [],
    ]);
    assert.deepEqual(asked('# @parallel 3\nshow version\nshow clock\n### B\n# @parallel 1\nx\ny\n')[0], [
      3,
      3,
      undefined,
      undefined,
    ]);
    assert.deepEqual(asked('### A\n# @parallel\nshow version\n')[0], [undefined]);
    for (const line of ['reload', 'terminal length 0', 'exit', '{{ "configure terminal" }}']) {
      assert.deepEqual(
        asked(`### A\n# @parallel\nshow version\n${line}\nshow clock\n### B\n# @parallel 2\nx\ny\n`),
        [
          [undefined, undefined, undefined, ...(line.includes('conf') ? [undefined, undefined] : [2, 2])],
          ['plan.not-parallel 4', ...(line.includes('conf') ? ['plan.not-parallel 8'] : [])],
        ],
        line,
      );
    }
    for (const directive of ['@mode config', '@expect /x/ -> "y"', '@confirm']) {
      const [lines, findings] = asked(`### A\n# @parallel\n# ${directive}\nshow version\nshow clock\n`);
      assert.deepEqual(lines, [undefined, undefined]);
      assert.deepEqual(findings, ['plan.not-parallel 4'], directive);
    }
  });

  it('is plain data, the same each time, without variables of devices', () => {
    const first = plan('show version', { filter: 'tag:core' }).plan;
    assert.deepEqual(JSON.parse(JSON.stringify(first)), first);
    assert.deepEqual(first, plan('show version', { filter: 'tag:core' }).plan);
    assert.equal(first.createdAt, '2026-11-20T18:03:21.000Z');
    assert.equal(first.filter, 'tag:core');
    assert.deepEqual(Object.keys(first.devices[0]?.device ?? {}), [
      'name',
      'host',
      'platform',
      'transport',
      'site',
    ]);
  });

  it('refuses every device that lacks a variable, with all that is missing, and plans the others', () => {
    const { plan: made, diagnostics } = plan(
      'show interfaces {{ uplink }}\nshow vlan id {{ vlan }}\nshow {{ nowhere }}',
    );
    assert.equal(made.devices.length, 0);
    assert.deepEqual(
      made.refused.map(({ device, reasons }) => [device, reasons.map((reason) => reason.at?.line)]),
      [
        ['core-1', [3]],
        ['core-2', [1, 3]],
        ['edge-1', [2, 3]],
        ['edge-2', [3]],
      ],
    );
    assert.equal(diagnostics.length, 3);
    const everywhere = diagnostics.find((finding) => finding.at.line === 3);
    assert.match(everywhere?.message ?? '', /core-1, core-2, edge-1, edge-2/);
    const some = plan('show vlan id {{ vlan }}').plan;
    assert.deepEqual(
      [some.devices.map(({ device }) => device.name), some.refused.map(({ device }) => device)],
      [['core-1', 'core-2', 'edge-2'], ['edge-1']],
    );
  });

  it('names the devices of a reason once, however the reason came by their names', () => {
    for (const source of ['# @filter edge-1\nshow {{ 1 // 0 }}', '# @filter edge-1\nshow {{ nothing }}']) {
      const { diagnostics } = plan(source);
      const [{ message } = { message: '' }] = diagnostics.filter(({ severity }) => severity === 'error');
      assert.match(message, / \(edge-1\)$/);
      assert.equal(message.split(/edge-1|\(the device\)/).length, 2, message);
    }
  });

  it('passes over whom @filter and @platform leave out, without refusing them', () => {
    const filtered = plan('# @filter tag:edge\nshow version');
    assert.deepEqual(
      filtered.plan.devices.map(({ device }) => device.name),
      ['edge-1', 'edge-2'],
    );
    assert.deepEqual(filtered.plan.refused, []);
    assert.deepEqual(filtered.passedOver, [
      { device: 'core-1', reason: 'filter' },
      { device: 'core-2', reason: 'filter' },
    ]);
    const platformed = plan('# @platform juniper_junos\nshow version');
    assert.deepEqual(
      platformed.plan.devices.map(({ device }) => device.name),
      ['edge-2'],
    );
    assert.deepEqual(new Set(platformed.passedOver.map(({ reason }) => reason)), new Set(['platform']));
    const nothing = plan('{% if site == "ams" %}\nshow version\n{% endif %}');
    assert.deepEqual(nothing.passedOver, [
      { device: 'edge-1', reason: 'no-commands' },
      { device: 'edge-2', reason: 'no-commands' },
    ]);
  });

  it('sends nothing where @filter cannot be read', () => {
    const { plan: made, diagnostics } = plan('# @filter tag:\nshow version');
    assert.deepEqual(made.devices, []);
    assert.ok(diagnostics.some((finding) => finding.severity === 'error'));
  });

  it('warns of fields and platforms in directives that nothing has', () => {
    const { diagnostics } = plan('# @filter -tga:core\n# @platform cisco_isos\nshow version');
    assert.deepEqual(
      diagnostics.map(({ code, severity, replacement }) => [code, severity, replacement]),
      [
        ['plan.unknown-platform', 'warning', 'cisco_ios'],
        ['filter.unknown-field', 'warning', 'tag'],
      ],
    );
  });

  it('refuses a device whose platform nobody describes', () => {
    const { plan: made } = plan('show version', { devices: [inventoryDevice({ platform: 'cisco_isos' })] });
    assert.deepEqual(made.devices, []);
    const reason = made.refused[0]?.reasons[0];
    assert.equal(reason?.code, 'plan.unknown-platform');
    assert.match(reason.message, /Did you mean "cisco_ios"/);
  });

  it('never lets a variable add a line or press a key', () => {
    for (const value of ['x\nreload', 'x\rreload', 'x\u2028reload', 'x\u0003', 'x\u0000']) {
      const device = inventoryDevice({ variables: new Map([['note', value]]) });
      const { plan: made } = plan('show {{ note }}', { devices: [device] });
      assert.deepEqual(made.devices, [], JSON.stringify(value));
      assert.equal(made.refused.length, 1);
    }
  });

  it('holds commands that can hurt, configuration lines and what @confirm marks', () => {
    const template =
      'show version\nrel\n### Push\n# @mode config\ninterface Gi0/1\n### Ask\n# @confirm\nshow clock';
    const { plan: made } = planFor({
      platforms,
      inventory: inventory.split('\n').slice(0, 2).join('\n'),
      template,
    });
    assert.deepEqual(
      made.held.map(({ device, index, text }) => [device, index, text]),
      [
        ['core-1', 1, 'rel'],
        ['core-1', 2, 'interface Gi0/1'],
        ['core-1', 3, 'show clock'],
      ],
    );
    assert.match(made.held[2]?.reason ?? '', /the template asks/);
  });

  it('refuses devices instead where the workspace forbids such commands', () => {
    const { plan: made } = plan('# @platform cisco_ios\nreload\nshow version', { policy: 'forbid' });
    assert.deepEqual([made.devices.length, made.held.length], [0, 0]);
    assert.deepEqual(
      made.refused.map(({ device, reasons }) => [device, reasons.map((reason) => reason.code)]),
      [
        ['core-1', ['plan.forbidden-command']],
        ['core-2', ['plan.forbidden-command']],
      ],
    );
  });

  it('holds the lines between an abbreviated configure and its end', () => {
    const { plan: made } = plan(
      '# @platform cisco_ios\n# @filter core-1\nconf t\ninterface Gi0/1\nshutdown\nend\nshow version',
    );
    assert.deepEqual(
      made.held.map(({ index }) => index),
      [0, 1, 2, 3],
    );
  });
});
