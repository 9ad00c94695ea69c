import type { PromptMatch } from '../../core/platform/compiledPlatform.ts';

/**
 * How sure it is that a text which looks like a prompt is the device's prompt:
 * `known`: the learned host name, or a prompt that was seen before; `related`: that name with something behind it, such as the
 * context of a firewall; `strange`: the right shape with another name; `first`: nothing has been learned yet.
 */
export type PromptTrust = 'known' | 'related' | 'strange' | 'first';

/** Devices show at least this much of a name that they cut (IOS in configuration mode: 16 to 20, XR: 31 characters). */
const shortestCut = 14;

/** What has been learned of a device's prompts. */
export class PromptKnowledge {
  #host: string | undefined;
  #text = '';
  /** Prompts without a host name, or with more than one, that were believed once, by mode and text. */
  readonly #seen = new Set<string>();

  /** The last prompt that was believed, as the device shows it. */
  get text(): string {
    return this.#text;
  }

  judge(match: PromptMatch): PromptTrust {
    if (this.#text === '') return 'first';
    if (match.text === this.#text) return 'known';
    if (this.#seen.has(`${match.mode}\n${match.text}`)) return 'known';
    if (match.host === undefined) return 'strange';
    if (sameHost(match.host, this.#host) || isView(match, this.#host)) return 'known';
    return isRelated(match.host, this.#host) ? 'related' : 'strange';
  }

  /** Takes a believed prompt as the truth. A cut name does not replace the whole one, a longer one not the short one. */
  learn(match: PromptMatch): void {
    this.#text = match.text;
    const { host } = match;
    if (host === undefined) this.#seen.add(`${match.mode}\n${match.text}`);
    else if (sameHost(host, this.#host)) {
      if (host.length > (this.#host?.length ?? 0)) this.#host = host;
    } else if (isRelated(host, this.#host)) {
      this.#seen.add(`${match.mode}\n${match.text}`);
    } else {
      this.#host = host;
      this.#seen.clear();
    }
  }
}

function sameHost(seen: string, learned: string | undefined): boolean {
  if (learned === undefined || seen === learned) return seen === learned;
  const [short, long] = seen.length < learned.length ? [seen, learned] : [learned, seen];
  return short.length >= shortestCut && long.startsWith(short);
}

/** The learned name with something behind it: `fw1/customer-a`. */
function isRelated(seen: string, learned: string | undefined): boolean {
  return learned !== undefined && seen.startsWith(learned) && /^[-/:.]/.test(seen.slice(learned.length));
}

/** A configuration view of VRP and Comware: `[sw1-GigabitEthernet1/0/1]`. Their names have no part of their own for it. */
function isView(match: PromptMatch, learned: string | undefined): boolean {
  return match.text.endsWith(']') && match.text.includes('[') && isRelated(match.host ?? '', learned);
}
