import type { RunEvent } from '../../api/run.ts';
import { formatDuration } from '../../core/text/formatUnits.ts';
import { printable } from '../output/formatTable.ts';

/** A change of a circuit breaker as a line for people, with its line end; undefined for what needs no word. */
export function breakerLine(event: RunEvent): string | undefined {
  if (event.type !== 'breaker' || event.state === 'half-open') return undefined;
  const place = event.scope === 'site' ? `site ${event.name}` : `jump host ${event.name}`;
  if (event.state === 'closed') return `reachable  ${printable(place)}: goes on.\n`;
  const failed = (event.failed ?? []).slice(0, 3).join(', ');
  const pause = event.retryInMs === undefined ? '' : ` One is tried in ${formatDuration(event.retryInMs)}.`;
  const waiting = event.waiting === 1 ? '1 device waits' : `${event.waiting} devices wait`;
  return `no answer  ${printable(`${place}: ${failed} and others cannot be reached; ${waiting}.${pause}`)}\n`;
}
