import type { PlatformDefinition } from '../../api/platform.ts';
import { ShowrunError } from '../errors.ts';
import { closestName } from '../text/closestName.ts';
import { CompiledPlatform } from './compiledPlatform.ts';
import { AutoPlatform, autoPlatformId, autoPlatformNames, autoPlatformTitle } from './detect/autoPlatform.ts';
import { knownElsewhere } from './knownElsewhere.ts';
import type { PlatformNames } from './platformNames.ts';

/** The platform that fits any command line. */
const genericId = 'generic';

/** The platforms that were loaded, by id and by the other names that inventories use. */
export class PlatformRegistry implements PlatformNames {
  readonly #definitions = new Map<string, PlatformDefinition>();
  readonly #ids = new Map<string, string>();
  readonly #compiled = new Map<string, CompiledPlatform>();
  #auto: CompiledPlatform | undefined;

  /** Definitions with ids and aliases that do not clash; where they do, the first one keeps the name. */
  constructor(definitions: Iterable<PlatformDefinition>) {
    for (const definition of definitions) {
      if (this.#definitions.has(definition.id)) continue;
      this.#definitions.set(definition.id, definition);
    }
    for (const id of this.#definitions.keys()) this.#ids.set(id.toLowerCase(), id);
    for (const { id, aliases } of this.#definitions.values()) {
      for (const alias of aliases) {
        const name = alias.toLowerCase();
        if (!this.#ids.has(name)) this.#ids.set(name, id);
      }
    }
    // Its prompts are what a device is first read with.
    if (this.#definitions.has(genericId))
      for (const name of autoPlatformNames) this.#ids.set(name, autoPlatformId);
  }

  /** The id for an id or alias, also with netmiko's `_ssh` or `_telnet` behind it; a stand-in for what netmiko alone knows. */
  resolve(name: string): string | undefined {
    const wanted = name.trim().toLowerCase();
    const own = this.#ids.get(wanted) ?? this.#ids.get(wanted.replace(/_(?:ssh|telnet)$/, ''));
    if (own !== undefined) return own;
    const standIn = knownElsewhere(wanted)?.use;
    return standIn === undefined ? undefined : this.#ids.get(standIn);
  }

  /** The id or alias that an unknown name most likely means. */
  suggest(name: string): string | undefined {
    // A near-sounding name would be another device.
    if (knownElsewhere(name) !== undefined) return undefined;
    const wanted = name.trim().toLowerCase();
    return (
      closestName(wanted, this.#ids.keys()) ?? closestName(wanted.replaceAll('-', '_'), this.#ids.keys())
    );
  }

  advice(name: string): string | undefined {
    const wanted = name.trim().toLowerCase();
    const known = this.#ids.has(wanted) || this.#ids.has(wanted.replace(/_(?:ssh|telnet)$/, ''));
    return known ? undefined : knownElsewhere(wanted)?.advice;
  }

  /** The platform for any of its names, compiled at the first use. Throws `platform.unknown` with a suggestion. */
  get(name: string): CompiledPlatform {
    const id = this.resolve(name);
    if (id === autoPlatformId) return (this.#auto ??= this.#makeAuto());
    const definition = id === undefined ? undefined : this.#definitions.get(id);
    if (id === undefined || definition === undefined) throw this.#unknown(name);
    const known = this.#compiled.get(id);
    if (known !== undefined) return known;
    const compiled = new CompiledPlatform(definition);
    this.#compiled.set(id, compiled);
    return compiled;
  }

  /** The platforms that a device can be found out to have, for `Detection`. */
  detectable(): CompiledPlatform[] {
    return this.ids()
      .filter((id) => this.#definitions.get(id)?.detect !== undefined)
      .map((id) => this.get(id));
  }

  /** All ids, sorted; `auto` is not among them, since it describes nothing. */
  ids(): string[] {
    return [...this.#definitions.keys()].sort();
  }

  /** Titles by id, for lists and menus; nothing is compiled for it. */
  titles(): ReadonlyMap<string, string> {
    const titles = this.ids().map((id) => [id, this.#definitions.get(id)?.title ?? id] as const);
    return new Map(this.#ids.has(autoPlatformId) ? [[autoPlatformId, autoPlatformTitle], ...titles] : titles);
  }

  #makeAuto(): CompiledPlatform {
    return new AutoPlatform(this.get(genericId), this.detectable());
  }

  #unknown(name: string): ShowrunError {
    const near = this.suggest(name);
    const advice = this.advice(name);
    const hint =
      advice !== undefined
        ? `Showrun has no platform of its own for it: ${advice}.`
        : near === undefined
          ? `Known platforms: ${this.ids().join(', ') || 'none'}.`
          : `Did you mean "${near}"?`;
    return new ShowrunError('platform.unknown', `There is no platform "${name}".`, { hint });
  }
}
