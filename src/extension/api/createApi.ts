import type { RunLibrary } from '../runs/runLibrary.ts';
import type { Inventories } from '../workspace/inventories.ts';
import type { ShowrunApi, ShowrunExports } from './extensionApi.ts';

/** The exports of the extension, on top of its services. */
export function createExports(
  inventories: Inventories,
  library: RunLibrary,
  activationMs: number,
): ShowrunExports {
  const api: ShowrunApi = {
    version: 1,
    platforms: async () => {
      const [inventory] = await inventories.ready();
      return inventory?.workspace.platforms.ids() ?? [];
    },
    devices: async () => {
      await inventories.ready();
      return inventories.devices().map(({ device: { name, host, platform } }) => ({ name, host, platform }));
    },
    runs: async () => (await library.list()).map(({ summary }) => summary),
  };
  return {
    activationMs,
    getAPI: (version: number) => {
      if (version !== api.version) throw new RangeError(`Showrun has no API version ${String(version)}.`);
      return api;
    },
  };
}
