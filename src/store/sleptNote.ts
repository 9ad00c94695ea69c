import type { ErrorInfo } from '../api/diagnostic.ts';
import { formatDuration } from '../core/text/formatUnits.ts';

/** What is said of a run in which the machine slept `times` times, for so many milliseconds altogether. */
export function sleptNote({ times, ms }: { readonly times: number; readonly ms: number }): ErrorInfo {
  const often = times === 1 ? '' : ` in ${String(times)} times`;
  return {
    code: 'engine.slept',
    message: `This computer slept for ${formatDuration(ms)}${often} while the run went on, or the program was stopped.`,
    hint: 'Devices were given no less time for it. Connections that did not live through it are named with their devices.',
  };
}
