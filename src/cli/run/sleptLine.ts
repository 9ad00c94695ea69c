import type { RunEvent } from '../../api/run.ts';
import { formatDuration } from '../../core/text/formatUnits.ts';

/** A sleep of the machine as a line for people, with its line end; undefined for every other event. */
export function sleptLine(event: RunEvent): string | undefined {
  if (event.type !== 'slept') return undefined;
  return (
    `slept      This computer slept for ${formatDuration(event.sleptMs)}, or the program was stopped. Open connections are ` +
    'checked; that time counts against no device.\n'
  );
}
