import type { Range } from '../../syntax/nodes.ts';

/** How a template makes a name. `special`: `loop`, `caller` and the like, which nobody writes down. */
export type SymbolKind = 'set' | 'ask' | 'loop' | 'macro' | 'parameter' | 'import' | 'special';

/** A name that a template makes itself. */
export interface TemplateSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  /** Every place that gives it a value, in the order of the file. */
  readonly definitions: readonly Range[];
  /** The part of the file that it can be used in. */
  readonly scope: Range;
  /** `(interface, mode="access")` of a macro; the question of an `@ask`. */
  readonly detail?: string;
}

/** A place where a name stands. */
export interface NameUse extends Range {
  readonly name: string;
  /** Undefined for what comes from outside: inventory, device, functions. */
  readonly symbol: TemplateSymbol | undefined;
  /** True where the name gets a value here. */
  readonly definition: boolean;
}

/** `value.name` with the name that the value begins with, where it is a name. */
export interface AttributeUse extends Range {
  readonly name: string;
  /** The names in front of it: `['device']` for `device.name`. */
  readonly path: readonly string[];
  readonly symbol: TemplateSymbol | undefined;
}

/** All names of a template. */
export interface SymbolTable {
  /** In the order of the file. */
  readonly uses: readonly NameUse[];
  readonly attributes: readonly AttributeUse[];
  readonly symbols: readonly TemplateSymbol[];
}
