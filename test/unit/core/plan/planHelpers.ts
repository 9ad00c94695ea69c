import { readdir, readFile } from 'node:fs/promises';
import type { FileReader } from '../../../../src/api/ports.ts';
import { readInventory } from '../../../../src/core/inventory/readInventory.ts';
import { buildPlan, type BuildPlanInput, type BuiltPlan } from '../../../../src/core/plan/buildPlan.ts';
import { loadPlugins } from '../../../../src/core/platform/loadPlugins.ts';
import type { PlatformRegistry } from '../../../../src/core/platform/platformRegistry.ts';
import { parseTemplate } from '../../../../src/core/template/parseTemplate.ts';

const disk: FileReader = {
  readFile: (path) => readFile(path),
  readDirectory: async (path) =>
    (await readdir(path, { withFileTypes: true })).map((entry) => ({
      name: entry.name,
      kind: entry.isDirectory() ? ('directory' as const) : ('file' as const),
    })),
};

/** The built-in platforms. */
export async function builtInPlatforms(): Promise<PlatformRegistry> {
  return (await loadPlugins(disk, ['src/plugins'])).platforms;
}

export interface PlanParts {
  readonly platforms: PlatformRegistry;
  readonly inventory: string;
  readonly template: string;
  readonly more?: Partial<BuildPlanInput>;
}

/** Plans a template for a CSV inventory. */
export function planFor({ platforms, inventory, template, more = {} }: PlanParts): BuiltPlan {
  const bytes = new TextEncoder().encode(inventory);
  const { devices } = readInventory([{ path: 'inventory.csv', bytes }], platforms).inventory;
  return buildPlan({
    title: 'test.cmds',
    templateFile: 'test.cmds',
    devices,
    template: parseTemplate({ path: 'test.cmds', text: template }),
    platforms,
    now: new Date('2026-11-20T18:03:21Z'),
    ...more,
  });
}
