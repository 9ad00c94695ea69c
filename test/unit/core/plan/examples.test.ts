import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { readInventory } from '../../../../src/core/inventory/readInventory.ts';
import { buildPlan } from '../../../../src/core/plan/buildPlan.ts';
import type { PlatformRegistry } from '../../../../src/core/platform/platformRegistry.ts';
import { parseTemplate } from '../../../../src/core/template/parseTemplate.ts';
import { builtInPlatforms } from './planHelpers.ts';

const templates = ['commands.txt', ...readdirSync('examples/templates').map((name) => `templates/${name}`)];

describe('the sample workspace', () => {
  let platforms: PlatformRegistry;
  before(async () => {
    platforms = await builtInPlatforms();
  });

  const read = (name: string) =>
    readInventory([{ path: name, bytes: readFileSync(`examples/${name}`) }], platforms);

  it('has 12 devices on 5 platforms, and no findings', () => {
    const { inventory, diagnostics } = read('inventory.csv');
    assert.deepEqual(diagnostics, []);
    assert.equal(inventory.devices.length, 12);
    assert.equal(new Set(inventory.devices.map((device) => device.platform)).size, 5);
  });

  it('declares the same devices in YAML', () => {
    const { inventory, diagnostics } = read('inventory.yaml');
    assert.deepEqual(diagnostics, []);
    const shape = (from: typeof inventory) =>
      from.devices.map(({ name, host, platform, site, role, variables }) => [
        name,
        host,
        platform,
        site,
        variables.get('uplink'),
        role,
      ]);
    assert.deepEqual(shape(inventory), shape(read('inventory.csv').inventory));
  });

  for (const path of templates) {
    it(`plans ${path} without findings, refusals or held commands`, () => {
      const template = parseTemplate({ path, text: readFileSync(`examples/${path}`, 'utf8') });
      assert.deepEqual(template.diagnostics, []);
      for (const name of ['inventory.csv', 'inventory.yaml']) {
        const { devices } = read(name).inventory;
        const { plan, diagnostics } = buildPlan({
          title: path,
          devices,
          template,
          platforms,
          now: new Date(0),
        });
        assert.deepEqual([diagnostics, plan.refused, plan.held], [[], [], []]);
        assert.ok(plan.devices.length >= 10);
      }
    });
  }
});
