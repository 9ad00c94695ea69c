import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { inventorySchema } from '../../core/inventory/inventorySchema.ts';
import { platformSchema } from '../../core/platform/platformSchema.ts';
import { recordingSchema } from '../../core/platform/recording/recordingSchema.ts';
import { buildManifest } from '../../extension/manifest/manifest.ts';
import { cliGuide } from './cliGuide.ts';
import { commandTable, settingTable } from './guideTables.ts';
import { platformTable } from './platformTable.ts';
import { replaceSection } from './replaceSection.ts';

/** What each generated file must contain, by path relative to the project: the generator writes it, a test compares it. */
export async function generatedFiles(project: string): Promise<ReadonlyMap<string, string>> {
  const manifest = buildManifest();
  const packageJson = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const guide = await readFile(join(project, 'docs/extension.md'), 'utf8');
  const tables = replaceSection(
    replaceSection(guide, 'commands', commandTable()),
    'settings',
    settingTable(),
  );
  const platforms = replaceSection(
    await readFile(join(project, 'docs/platforms.md'), 'utf8'),
    'platforms',
    await platformTable(join(project, 'src/plugins')),
  );
  return new Map([
    ['package.json', `${JSON.stringify({ ...packageJson, ...manifest.fields }, null, 2)}\n`],
    ['package.nls.json', `${JSON.stringify(manifest.strings, null, 2)}\n`],
    ['media/schemas/inventory.schema.json', `${JSON.stringify(inventorySchema, undefined, 2)}\n`],
    ['docs/cli.md', cliGuide()],
    ['docs/platforms.md', await prettier(platforms, join(project, 'docs/platforms.md'))],
    ['media/schemas/platform.schema.json', `${JSON.stringify(platformSchema, null, 2)}\n`],
    ['media/schemas/recording.schema.json', `${JSON.stringify(recordingSchema, null, 2)}\n`],
    ['docs/extension.md', await prettier(tables, join(project, 'docs/extension.md'))],
  ]);
}

async function prettier(text: string, path: string): Promise<string> {
  return await format(text, { ...(await resolveConfig(path)), filepath: path });
}
