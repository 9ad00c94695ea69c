import type { PlatformDetect } from '../../../api/platform.ts';

/** What a platform is recognised by, with its patterns compiled. */
export class Fingerprint {
  readonly command: string;
  readonly #sure: readonly RegExp[];
  readonly #identification: readonly RegExp[];
  readonly #banner: readonly RegExp[];
  readonly #output: readonly RegExp[];
  readonly #not: readonly RegExp[];

  constructor(detect: PlatformDetect) {
    this.command = detect.command;
    this.#sure = detect.sure.map((source) => new RegExp(source));
    this.#identification = detect.identification.map((source) => new RegExp(source));
    this.#banner = detect.banner.map((source) => new RegExp(source, 'm'));
    this.#output = detect.output.map((source) => new RegExp(source, 'm'));
    this.#not = detect.not.map((source) => new RegExp(source, 'm'));
  }

  /** True where the identification is one that only this platform has. */
  isSure(identification: string | undefined): boolean {
    return matches(this.#sure, softwareOf(identification));
  }

  /** True where identification or banner speak for the platform; undefined where it is known by neither. */
  speaksFor(identification: string | undefined, login: string): boolean | undefined {
    const software = softwareOf(identification);
    const names = [...this.#sure, ...this.#identification];
    if (names.length + this.#banner.length === 0) return undefined;
    return matches(names, software) || matches(this.#banner, login);
  }

  /** True where the outputs prove the platform. */
  isProven(outputs: string): boolean {
    return matches(this.#output, outputs) && !matches(this.#not, outputs);
  }
}

function matches(patterns: readonly RegExp[], text: string): boolean {
  return text !== '' && patterns.some((regex) => regex.test(text));
}

/** What stands behind `SSH-2.0-`. */
function softwareOf(identification: string | undefined): string {
  return identification?.replace(/^SSH-[\d.]+-/, '') ?? '';
}
