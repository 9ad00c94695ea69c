import assert from 'node:assert/strict';
import { readInventory } from '../../../../src/core/inventory/readInventory.ts';
import {
  preparePlan,
  preparePlanInTurns,
  type PlanRequest,
} from '../../../../src/engine/planning/preparePlan.ts';
import type { Workspace } from '../../../../src/engine/planning/loadWorkspace.ts';
import { builtInPlatforms } from '../../core/plan/planHelpers.ts';

const rows = Array.from({ length: 300 }, (_, index) => `r-${String(index)},192.0.2.1,cisco_ios`);
const request = (text: string, more: Partial<PlanRequest> = {}): PlanRequest => ({
  source: { kind: 'template', path: 'a.cmds', text },
  now: new Date('2026-11-20T18:03:21Z'),
  ...more,
});

describe('preparePlan', () => {
  let workspace: Workspace;

  before(async () => {
    const platforms = await builtInPlatforms();
    const bytes = new TextEncoder().encode(`name,host,device_type\n${rows.join('\n')}\n`);
    const { inventory } = readInventory([{ path: 'inventory.csv', bytes }], platforms);
    workspace = { inventory, platforms, diagnostics: [] };
  });

  it('gives the same in turns as at once', async () => {
    for (const each of [
      request('show version\n{% if device.name == "r-7" %}reload{% endif %}\n'),
      request('show {{ missing }}\n'),
      request('show version\n{% if %}\n'),
      request('show version\n', { filter: 'name == "nobody"' }),
    ]) {
      assert.deepEqual(await preparePlanInTurns(workspace, each), preparePlan(workspace, each));
    }
    assert.equal(preparePlan(workspace, request('show version\n')).plan?.devices.length, 300);
  });

  it('says in turns, too, what is wrong with the selection', async () => {
    const unknown = request('show version\n', { names: ['r-1', 'nobody'] });
    await assert.rejects(preparePlanInTurns(workspace, unknown), { code: 'planning.unknown-device' });
  });
});
