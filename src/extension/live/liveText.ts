import type { RunEvent } from '../../api/run.ts';
import { withoutDevice } from '../common/namingDevice.ts';
import { formatBytes, formatDuration } from '../../core/text/formatUnits.ts';

/**
 * Characters of a live document at most, and how many are left when older results are left out, which stand in the run folder
 * in any case. The editor takes the document as a whole at each step: a longer one would hold up the other extensions.
 */
const longest = 120_000;
const keptLength = 60_000;

/** A run that is told while it goes on: a chunk for each result, in the order in which they came. */
export class LiveText {
  readonly #title: string;
  readonly #chunks: string[] = [];
  #length = 0;
  #leftOut = 0;

  constructor(title: string) {
    this.#title = title;
  }

  /** Takes in one event; true where the text is another one now. */
  apply(event: RunEvent): boolean {
    const chunk = this.#chunkOf(event);
    if (chunk === undefined) return false;
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#length > longest) this.#leaveOut();
    return true;
  }

  /** The whole document. */
  text(): string {
    const head = [`# ${this.#title}`];
    if (this.#leftOut > 0) {
      head.push(`# The first ${this.#leftOut} entries are left out here. Every output is in the Runs view.`);
    }
    return `${head.join('\n')}\n\n${this.#chunks.join('')}`;
  }

  /** Many at once: each time the beginning changes, all of the document moves. */
  #leaveOut(): void {
    let count = 0;
    while (this.#length > keptLength && count < this.#chunks.length - 1) {
      this.#length -= this.#chunks[count]?.length ?? 0;
      count += 1;
    }
    this.#chunks.splice(0, count);
    this.#leftOut += count;
  }

  #chunkOf(event: RunEvent): string | undefined {
    const time = event.at.slice(11, 19);
    switch (event.type) {
      case 'command-finished': {
        const { device, result, tail } = event;
        const facts = [
          result.status,
          ...(result.bytes === 0 ? [] : [formatBytes(result.bytes)]),
          formatDuration(result.durationMs),
        ];
        const head = `--- ${time} ${device}: ${result.command} (${facts.join(', ')})\n`;
        const why = result.error === undefined ? '' : `! ${withoutDevice(device, result.error.message)}\n`;
        return `${head}${why}${shownOutput(tail, result.bytes)}\n`;
      }
      case 'device-retry':
        return `--- ${time} ${event.device}: trying again (${withoutDevice(event.device, event.error.message)})\n\n`;
      case 'device-finished': {
        const { result } = event;
        if (result.status === 'ok') return undefined;
        return `--- ${time} ${event.device}: ${result.status}${result.error === undefined ? '' : `: ${withoutDevice(event.device, result.error.message)}`}\n\n`;
      }
      case 'breaker':
        return `--- ${time} ${event.scope === 'site' ? 'site' : 'jump host'} ${event.name}: ${breakerWords[event.state]}${event.error === undefined ? '' : ` (${event.error.message})`}\n\n`;
      case 'slept':
        return `--- ${time} this computer slept for ${formatDuration(event.sleptMs)}, or the program was stopped; open connections are checked\n\n`;
      case 'run-finished': {
        const { ok, devices } = event.totals;
        return `=== ${time} ${event.status}: ${ok} of ${devices} devices fine\n`;
      }
      default:
        return undefined;
    }
  }
}

const breakerWords = {
  open: 'could not be reached; its devices wait',
  'half-open': 'one device tries again',
  closed: 'reached again',
} as const;

/** The end of the output that an event carries, with a word where there is more of it. */
function shownOutput(tail: string | undefined, bytes: number): string {
  if (tail === undefined || tail === '') return '';
  const text = tail.endsWith('\n') ? tail : `${tail}\n`;
  // A tail is cut by characters, an output is counted in bytes: only one that is surely cut says so.
  const cut = bytes > Buffer.byteLength(text) + 1;
  return cut ? `… the end of ${formatBytes(bytes)}; the whole output is in the Runs view\n${text}` : text;
}
