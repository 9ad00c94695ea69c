import { closestName } from '../../text/closestName.ts';
import { TemplateFault } from '../templateFault.ts';
import type { CallArguments } from '../values/callable.ts';
import { numericOf } from '../values/numbers.ts';
import { toText } from '../values/printValue.ts';
import { isTrue } from '../values/truth.ts';
import { plain, typeName, UndefinedValue, type Value } from '../values/value.ts';
import { undefinedFault } from '../values/useUndefined.ts';

interface Parameter {
  readonly name: string;
  readonly optional: boolean;
}

/** The parameters of a filter, a test, a function or a method, written as in Python: `width=4, *rest`. */
export class Parameters {
  readonly signature: string;
  private readonly named: readonly Parameter[];
  /** How many of them can be given by place; those behind `*rest` only by name. */
  private readonly byPlace: number;
  private readonly takesRest: boolean;
  private readonly takesKeywords: boolean;

  constructor(signature: string) {
    this.signature = signature;
    const parts = signature.match(/[^\s,"][^,"]*(?:"[^"]*")?/g) ?? [];
    this.named = parts
      .filter((part) => !part.startsWith('*'))
      .map((part) => ({ name: part.split('=')[0] ?? part, optional: part.includes('=') }));
    const rest = parts.findIndex((part) => part.startsWith('*'));
    this.byPlace = rest < 0 ? this.named.length : rest;
    this.takesKeywords = parts.some((part) => part.startsWith('**'));
    this.takesRest = parts.some((part) => /^\*[^*]/.test(part));
  }

  /** Gives each argument to its parameter. `what` names the function in messages. */
  bind(args: CallArguments, what: string): BoundArguments {
    const values = new Map<string, Value>();
    const keywords = new Map<string, Value>();
    const length = this.byPlace;
    if (args.positional.length > length && !this.takesRest) {
      const most =
        length === 0 ? 'no arguments' : `at most ${String(length)} argument${length === 1 ? '' : 's'}`;
      throw fault(`${what} takes ${most}, but got ${String(args.positional.length)}.`);
    }
    for (const [index, parameter] of this.named.slice(0, length).entries()) {
      const value = args.positional[index];
      if (value !== undefined) values.set(parameter.name, plain(value));
    }
    for (const [name, value] of args.keyword) {
      if (!this.named.some((parameter) => parameter.name === name)) {
        if (!this.takesKeywords) throw this.unknown(name, what);
        keywords.set(name, plain(value));
      } else if (values.has(name)) throw fault(`${what} got "${name}" twice.`);
      else values.set(name, plain(value));
    }
    const missing = this.named.find((parameter) => !parameter.optional && !values.has(parameter.name));
    if (missing !== undefined) throw fault(`${what} needs the argument "${missing.name}".`);
    return new BoundArguments(what, values, args.positional.slice(length).map(plain), keywords);
  }

  private unknown(name: string, what: string): TemplateFault {
    const names = this.named.map((parameter) => parameter.name);
    const near = closestName(name, names);
    const advice =
      near === undefined
        ? names.length > 0
          ? ` Known: ${names.join(', ')}.`
          : ''
        : ` Did you mean "${near}"?`;
    return fault(`${what} has no argument "${name}".${advice}`);
  }
}

function fault(message: string): TemplateFault {
  return new TemplateFault('template.arguments', message);
}

/** Arguments by parameter. The getters throw where a value has the wrong type. */
export class BoundArguments {
  /** Values behind the last named parameter. */
  readonly rest: readonly Value[];
  /** Named values that no parameter has. */
  readonly keywords: ReadonlyMap<string, Value>;
  private readonly what: string;
  private readonly values: ReadonlyMap<string, Value>;

  constructor(
    what: string,
    values: ReadonlyMap<string, Value>,
    rest: readonly Value[],
    keywords: ReadonlyMap<string, Value>,
  ) {
    this.what = what;
    this.values = values;
    this.rest = rest;
    this.keywords = keywords;
  }

  /** The value as it is; undefined where it was not given. May be an `UndefinedValue`. */
  get(name: string): Value | undefined {
    return this.values.get(name);
  }

  /** The value where it was given, `fallback` otherwise. Throws for a value that does not exist. */
  value(name: string, fallback: Value = null): Value {
    const value = this.values.get(name) ?? fallback;
    if (value instanceof UndefinedValue) throw undefinedFault(value);
    return value;
  }

  /** True where something other than `none` was given. */
  has(name: string): boolean {
    return this.value(name) !== null;
  }

  text(name: string, fallback = ''): string {
    return toText(this.value(name, fallback));
  }

  flag(name: string, fallback = false): boolean {
    return isTrue(this.value(name, fallback));
  }

  /** A whole number that fits JavaScript's. */
  whole(name: string, fallback: number): number {
    const value = this.value(name, fallback);
    const number = numericOf(value);
    if (number !== undefined && !number.float) return Number(number.whole);
    throw fault(`"${name}" of ${this.what} must be a whole number, not a ${typeName(value)}.`);
  }
}
