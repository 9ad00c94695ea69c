import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunEvent } from '../../../src/api/run.ts';
import { projectFolder } from '../../../src/build/projectFolder.ts';
import { readInventory } from '../../../src/core/inventory/readInventory.ts';
import { loadPlugins } from '../../../src/core/platform/loadPlugins.ts';
import { preparePlan } from '../../../src/engine/planning/preparePlan.ts';
import { nodeFileReader } from '../../../src/store/nodeFileReader.ts';
import { RecordBuilder } from '../../../src/store/recordBuilder.ts';
import { nodeRunFiles } from '../../../src/store/runFiles.ts';
import { writeRunJson } from '../../../src/store/writeRunJson.ts';

const lines = 48;
const startedAt = '2026-01-05T080000.000Z';

/** An inventory of so many devices that nobody connects to. `change` makes one of them another one. */
export function manyDevices(count: number, change = ''): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const site = `site-${String(index % 40)}`;
    return `r-${String(index)}${index === 7 ? change : ''},192.0.2.${String(index % 250)},cisco_ios,${site},edge;lab,Gi0/${String(index)}\n`;
  });
  return `hostname,ip_address,device_type,site,tags,uplink\n${rows.join('')}`;
}

/**
 * Writes a workspace with an inventory of so many devices and the record of a run with 48 lines on each, in which every tenth
 * device had a line that it rejected; as an earlier session of the editor leaves it, without the outputs.
 */
export async function writeEarlierRun(workspace: string, count: number): Promise<void> {
  const { platforms } = await loadPlugins(nodeFileReader, [join(projectFolder, 'src/plugins')]);
  const csv = manyDevices(count);
  const sources = [{ path: 'inventory.csv', bytes: new TextEncoder().encode(csv) }];
  const { inventory } = readInventory(sources, platforms);
  const text = 'show interfaces description | include {{ uplink }}\n'.repeat(lines);
  const { plan } = preparePlan(
    { inventory, platforms, diagnostics: [] },
    { source: { kind: 'template', path: 'long.cmds', text }, now: new Date('2026-01-05T08:00:00Z') },
  );
  if (plan === undefined) throw new Error('The plan of the earlier run could not be made.');
  const id = '2026-01-05T080000Z-0000';
  const builder = new RecordBuilder({ id, showrun: '0.1.0', startedAt, plan });
  for (const [index, { device, commands }] of plan.devices.entries()) {
    const results = commands.map(({ text: command }, at) => ({
      index: at,
      command,
      status: at === 3 && index % 10 === 0 ? ('rejected' as const) : ('ok' as const),
      file: `${device.name}/${String(at + 1).padStart(2, '0')}-show-interfaces-description.txt`,
      bytes: 1234,
      durationMs: 56,
    }));
    const result = {
      device: device.name,
      folder: device.name,
      status: index % 10 === 0 ? ('failed' as const) : ('ok' as const),
      attempts: 1,
      durationMs: 4321,
      commands: results,
    };
    const event: RunEvent = { at: startedAt, run: id, type: 'device-finished', device: device.name, result };
    builder.apply(event);
  }
  const folder = join(workspace, '.showrun/runs', id);
  await mkdir(folder, { recursive: true });
  await writeFile(join(workspace, 'inventory.csv'), csv);
  await writeRunJson(nodeRunFiles, folder, builder.record('failed', startedAt));
}
