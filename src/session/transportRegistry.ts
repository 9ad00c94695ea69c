import type { Transport } from '../api/transport.ts';
import { ShowrunError } from '../core/errors.ts';
import { closestName } from '../core/text/closestName.ts';

/** The transports that exist, by id. */
export class TransportRegistry {
  readonly #transports = new Map<string, Transport>();

  /** Throws `session.duplicate-transport` for two with one id. */
  constructor(transports: Iterable<Transport>) {
    for (const transport of transports) {
      if (this.#transports.has(transport.id)) {
        throw new ShowrunError('session.duplicate-transport', `There are two transports "${transport.id}".`);
      }
      this.#transports.set(transport.id, transport);
    }
  }

  /** Throws `session.unknown-transport`, which says which ones exist. */
  get(id: string): Transport {
    const transport = this.#transports.get(id);
    if (transport !== undefined) return transport;
    const near = closestName(id, this.#transports.keys());
    const known = `Transports: ${this.ids().join(', ') || 'none'}.`;
    throw new ShowrunError('session.unknown-transport', `There is no transport "${id}".`, {
      hint: near === undefined ? known : `Did you mean "${near}"? ${known}`,
    });
  }

  /** All ids, sorted. */
  ids(): string[] {
    return [...this.#transports.keys()].sort();
  }
}
