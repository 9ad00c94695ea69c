import type { RunEvent } from '../../api/run.ts';
import { formatDuration } from '../../core/text/formatUnits.ts';
import { printable } from '../../core/text/printable.ts';

/** Devices named in a line; an event has more of them. */
const namedAtMost = 3;

/** A change of a circuit breaker as a line for people, with its line end; undefined for what needs no word. */
export function breakerLine(event: RunEvent): string | undefined {
  if (event.type !== 'breaker' || event.state === 'half-open') return undefined;
  const place = event.scope === 'site' ? `site ${event.name}` : `jump host ${event.name}`;
  if (event.state === 'closed') return `reachable  ${printable(place)}: goes on.\n`;
  return `unreached  ${printable(`${place}: ${failedNames(event.failed ?? [])} cannot be reached. ${whatNext(event)}`)}\n`;
}

function failedNames(failed: readonly string[]): string {
  const more = failed.length > namedAtMost ? ' and others' : '';
  return `${failed.slice(0, namedAtMost).join(', ')}${more}`;
}

/** Who waits for what. Nobody waits in the queue where all devices there have begun and pause before another attempt. */
function whatNext({ waiting, retryInMs }: Extract<RunEvent, { type: 'breaker' }>): string {
  const pause = retryInMs === undefined ? '' : formatDuration(retryInMs);
  if (waiting === 0) return `No more of them are contacted${pause === '' ? '' : ` for ${pause}`}.`;
  const wait = waiting === 1 ? '1 device waits' : `${waiting} devices wait`;
  if (pause === '') return `${wait}.`;
  return `${wait}. One is tried in ${pause}; after a failed try they are given up as soon as nothing else is left to do.`;
}
