import assert from 'node:assert/strict';
import { formatPlan } from '../../../../src/core/plan/formatPlan.ts';
import type { PlatformRegistry } from '../../../../src/core/platform/platformRegistry.ts';
import { builtInPlatforms, planFor } from './planHelpers.ts';

describe('formatPlan', () => {
  let platforms: PlatformRegistry;
  before(async () => {
    platforms = await builtInPlatforms();
  });

  it('shows lines, what is held and who is refused', () => {
    const inventory = `hostname,ip_address,port,device_type,uplink
core-1,192.0.2.1,,cisco_ios,Gi0/1
core-2,2001:db8::1,2222,cisco_ios,Gi0/1
edge-1,192.0.2.3,,cisco_ios,`;
    const template = `show version
### Uplinks
# @timeout 30
show interfaces {{ uplink }}
### Restart
# @confirm
reload`;
    const { plan } = planFor({ platforms, inventory, template, more: { filter: 'core or edge' } });
    assert.equal(
      formatPlan(plan),
      `Plan: test.cmds
Made 2026-11-20T18:03:21.000Z for the filter core or edge
2 devices, 6 commands; 2 held for a confirmation; 1 device refused

2 devices (cisco_ios)
  core-1 (192.0.2.1), core-2 ([2001:db8::1]:2222)
    1  show version
    ### Uplinks
    2  show interfaces Gi0/1    [timeout 30 s]
    ### Restart
  ! 3  reload    [HELD: reloads the device; the template asks for a confirmation]

Refused: 1 device; nothing is sent to them

  edge-1
    test.cmds:4:20: "uplink" is not defined for the device. [template.undefined]
`,
    );
  });

  it('keeps 200 devices with the same lines in a few lines of text', () => {
    const rows = Array.from({ length: 200 }, (_, index) => `device-${index},192.0.2.1,cisco_ios`);
    const inventory = ['hostname,ip_address,device_type', ...rows].join('\n');
    const text = formatPlan(planFor({ platforms, inventory, template: 'show version\nshow clock' }).plan);
    const lines = text.trimEnd().split('\n');
    assert.ok(lines.length < 40);
    assert.ok(lines.every((line) => line.length <= 100));
    assert.ok(rows.every((row) => text.includes(row.split(',')[0] ?? 'missing')));
  });

  it('says so where nothing is sent, and keeps control characters visible', () => {
    const text = formatPlan({
      version: 1,
      createdAt: '2026-11-20T18:03:21.000Z',
      title: 'a\u001b[2Jb',
      devices: [],
      refused: [],
      held: [],
    });
    assert.match(text, /Nothing will be sent/);
    assert.ok(text.includes('a\\x1b[2Jb'));
  });
});
