import type { PromptMatch } from '../../core/platform/compiledPlatform.ts';

/**
 * How sure it is that a text which looks like a prompt is the device's prompt:
 * `known`: the learned host name, or a prompt that was seen before; `strange`: the right shape with another name;
 * `first`: nothing has been learned yet.
 */
export type PromptTrust = 'known' | 'strange' | 'first';

/** Devices show at least this much of a name that they cut (IOS in configuration mode: 16 to 20, XR: 31 characters). */
const shortestCut = 14;

/** What has been learned of a device's prompts. */
export class PromptKnowledge {
  #host: string | undefined;
  #text = '';
  /** Prompts without a host name that were believed once, by mode and text. */
  readonly #seen = new Set<string>();

  /** The last prompt that was believed, as the device shows it. */
  get text(): string {
    return this.#text;
  }

  judge(match: PromptMatch): PromptTrust {
    if (this.#text === '') return 'first';
    if (match.text === this.#text) return 'known';
    if (match.host === undefined) return this.#seen.has(`${match.mode}\n${match.text}`) ? 'known' : 'strange';
    return sameHost(match.host, this.#host) ? 'known' : 'strange';
  }

  /** Takes a believed prompt as the truth. A cut name does not replace the whole one. */
  learn(match: PromptMatch): void {
    this.#text = match.text;
    if (match.host === undefined) this.#seen.add(`${match.mode}\n${match.text}`);
    else if (!sameHost(match.host, this.#host) || match.host.length > (this.#host?.length ?? 0)) {
      this.#host = match.host;
    }
  }
}

function sameHost(seen: string, learned: string | undefined): boolean {
  if (learned === undefined || seen === learned) return seen === learned;
  const [short, long] = seen.length < learned.length ? [seen, learned] : [learned, seen];
  return short.length >= shortestCut && long.startsWith(short);
}
