import type { Device } from '../../../api/device.ts';
import { ShowrunError } from '../../errors.ts';
import { compileFilter } from '../../inventory/filter/compileFilter.ts';
import type { CommandTemplate, Directives } from '../commandTemplate.ts';
import type { LanguageContext } from './languageContext.ts';

/** Devices by filter expression, remembered as long as the list of devices lives. */
const matching = new WeakMap<readonly Device[], Map<string, readonly Device[]>>();
const platformIds = new WeakMap<readonly Device[], readonly string[]>();
/** More expressions than this are typing, not templates. */
const maxRemembered = 200;

/**
 * The devices that a block means, by the directives of the file and its own; -1 for what stands before the first heading. A
 * directive that cannot be read leaves nobody out: it has a finding of its own.
 */
export function devicesOfBlock(
  template: CommandTemplate,
  block: number,
  context: LanguageContext,
): readonly Device[] {
  const ofFile = narrowed(context.devices, template.directives, context);
  const own = template.blocks[block]?.directives;
  return own === undefined ? ofFile : narrowed(ofFile, own, context);
}

/** Platform ids of the devices of a block; those that the directives name where no device is known. */
export function platformsOfBlock(
  template: CommandTemplate,
  block: number,
  context: LanguageContext,
): readonly string[] {
  const devices = devicesOfBlock(template, block, context);
  const ids = platformIds.get(devices) ?? [...new Set(devices.map((device) => device.platform))];
  platformIds.set(devices, ids);
  if (ids.length > 0) return ids;
  const names = template.blocks[block]?.directives.platforms ?? template.directives.platforms ?? [];
  return names.flatMap(({ name }) => context.platforms.resolve(name) ?? []);
}

/** The index of the block that a line (from 1) stands in; -1 before the first heading. */
export function blockAt(template: CommandTemplate, line: number): number {
  return template.blocks.findLastIndex((block) => block.at.line <= line);
}

function narrowed(
  devices: readonly Device[],
  { filter, platforms }: Directives,
  context: LanguageContext,
): readonly Device[] {
  const filtered = filter === undefined ? devices : matchingDevices(devices, filter.text, context);
  if (platforms === undefined) return filtered;
  const ids = new Set(platforms.map(({ name }) => context.platforms.resolve(name)));
  const key = `\0${[...ids].sort().join(' ')}`;
  return remembered(filtered, key, () => filtered.filter((device) => ids.has(device.platform)));
}

function matchingDevices(
  devices: readonly Device[],
  text: string,
  { platforms }: LanguageContext,
): readonly Device[] {
  return remembered(devices, text, () => {
    try {
      const filter = compileFilter(text, { platforms });
      return devices.filter((device) => filter.matches(device));
    } catch (error) {
      if (error instanceof ShowrunError) return devices;
      throw error;
    }
  });
}

function remembered(
  devices: readonly Device[],
  key: string,
  find: () => readonly Device[],
): readonly Device[] {
  const known = matching.get(devices) ?? new Map<string, readonly Device[]>();
  matching.set(devices, known);
  const found = known.get(key) ?? find();
  if (known.size > maxRemembered) known.clear();
  known.set(key, found);
  return found;
}
