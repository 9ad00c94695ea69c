import type { CompiledPlatform } from '../compiledPlatform.ts';
import { Fingerprint } from './fingerprint.ts';

/** What a device has shown before anything was asked. All of it is untrusted. */
export interface SeenDevice {
  /** For example `SSH-2.0-Cisco-1.25`. */
  readonly identification?: string;
  /** What it said up to the first prompt. */
  readonly login: string;
  /** The end of what it said, with the prompt as the last line. */
  readonly tail: string;
}

/** What to do next to find out the platform. */
export type DetectionStep =
  | { readonly kind: 'ask'; readonly command: string }
  | { readonly kind: 'known'; readonly platform: string }
  /** `likely`: the platforms that some of it speaks for. */
  | { readonly kind: 'unknown'; readonly likely: readonly string[] };

/** Commands that are sent at most to find out a platform. */
const maxCommands = 2;
/** How much a prompt of the right shape counts, by what identification and banner say to it. */
const weights = { speaks: 20, silent: 1, missing: 0.5 } as const;

interface Candidate {
  readonly platform: CompiledPlatform;
  readonly fingerprint: Fingerprint;
  readonly weight: number;
  /** Lines of what was seen that the platform's prompt explains. */
  readonly promptLines: number;
}

/**
 * Finds out the platform of one device. A platform is believed only if its prompts fit and the device proves it, by an
 * identification that is the platform's alone or by the output of a harmless command; where two would be right, neither is.
 */
export class Detection {
  readonly #seen: SeenDevice;
  readonly #candidates: readonly Candidate[];
  readonly #asked: string[] = [];
  #outputs = '';

  constructor(platforms: Iterable<CompiledPlatform>, seen: SeenDevice) {
    this.#seen = seen;
    const candidates: Candidate[] = [];
    for (const platform of platforms) {
      const { detect } = platform.definition;
      const prompt = detect === undefined ? undefined : platform.matchPrompt(seen.tail);
      if (detect === undefined || prompt === undefined) continue;
      const fingerprint = new Fingerprint(detect);
      candidates.push({
        platform,
        fingerprint,
        weight: weightOf(fingerprint.speaksFor(seen.identification, `${seen.login}\n${seen.tail}`)),
        promptLines: prompt.lines,
      });
    }
    this.#candidates = candidates;
  }

  /** Takes the output of the command that was asked for, without its echo. */
  answered(command: string, output: string): void {
    this.#asked.push(command);
    this.#outputs += `${output}\n`;
  }

  next(): DetectionStep {
    const { identification } = this.#seen;
    const sure = this.#candidates.filter(({ fingerprint }) => fingerprint.isSure(identification));
    const proven = this.#candidates.filter(({ fingerprint }) => fingerprint.isProven(this.#outputs));
    for (const found of [sure, proven]) {
      const [only, ...others] = closest(found);
      if (only === undefined) continue;
      if (others.length === 0) return { kind: 'known', platform: only.platform.id };
      return { kind: 'unknown', likely: idsOf([only, ...others]) };
    }
    const command = this.#asked.length < maxCommands ? this.#bestCommand() : undefined;
    if (command !== undefined) return { kind: 'ask', command };
    return {
      kind: 'unknown',
      likely: idsOf(this.#candidates.filter(({ weight }) => weight === weights.speaks)),
    };
  }

  /** The command that most platforms answer to, those that something speaks for first. */
  #bestCommand(): string | undefined {
    const scores = new Map<string, number>();
    for (const { fingerprint, weight } of this.#candidates) {
      if (this.#asked.includes(fingerprint.command)) continue;
      scores.set(fingerprint.command, (scores.get(fingerprint.command) ?? 0) + weight);
    }
    const best = [...scores].sort(([, left], [, right]) => right - left)[0];
    return best?.[0];
  }
}

function weightOf(speaks: boolean | undefined): number {
  if (speaks === undefined) return weights.silent;
  return speaks ? weights.speaks : weights.missing;
}

/** Those whose prompts explain the most lines: one of two lines says more than its last line alone. */
function closest(candidates: readonly Candidate[]): Candidate[] {
  const most = Math.max(0, ...candidates.map(({ promptLines }) => promptLines));
  return candidates.filter(({ promptLines }) => promptLines === most);
}

function idsOf(candidates: readonly Candidate[]): string[] {
  return candidates.map(({ platform }) => platform.id);
}
