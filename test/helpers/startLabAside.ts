import type { Lab, LabOptions } from '../../src/lab/labOptions.ts';
import { startLab } from '../../src/lab/startLab.ts';

/** Ports that no system hands out by itself: Linux begins at 32,768, others at 49,152. */
const firstPort = 11_000;
const lastPort = 31_000;
/** Places that are tried until one is free as a whole. */
const tries = 50;

/**
 * Starts a lab on ports in a row that only it has. On ports that the system chooses, the port of a device that refuses
 * connections for a while may be given to somebody else meanwhile: to another lab, which would answer in its place.
 */
export async function startLabAside(options: LabOptions): Promise<Lab> {
  const count = (options.devices?.length ?? 0) + (options.recordings?.length ?? 0);
  for (let attempt = 1; ; attempt += 1) {
    const basePort = firstPort + Math.floor(Math.random() * (lastPort - firstPort - count));
    try {
      return await startLab({ ...options, basePort });
    } catch (error) {
      if ((error as { readonly code?: unknown }).code !== 'lab.port-in-use' || attempt === tries) throw error;
    }
  }
}
