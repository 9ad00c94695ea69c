import type { CallableValue } from './callable.ts';
import type { GeneratorValue } from './generator.ts';
import type { ObjectValue } from './objectValue.ts';

/** A Python float. Whole numbers are plain `number` (or `bigint` beyond 2^53). */
export class FloatValue {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

export class TupleValue {
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

/** What `d.keys()`, `d.values()` and `d.items()` give. */
export class ViewValue {
  readonly kind: 'dict_keys' | 'dict_values' | 'dict_items';
  readonly items: readonly Value[];
  constructor(kind: 'dict_keys' | 'dict_values' | 'dict_items', items: readonly Value[]) {
    this.kind = kind;
    this.items = items;
  }
}

/** `range(start, stop, step)`: an immutable sequence that is never built. */
export class RangeValue {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  constructor(start: number, stop: number, step: number) {
    this.start = start;
    this.stop = stop;
    this.step = step;
  }

  get length(): number {
    return Math.max(0, Math.ceil((this.stop - this.start) / this.step));
  }

  at(index: number): number {
    return this.start + index * this.step;
  }
}

/** What is missing, and what may have been meant. */
export interface MissingDescription {
  readonly message: string;
  readonly replacement?: string;
}

/** A name, attribute or item that does not exist. Harmless until it is used. */
export class UndefinedValue {
  readonly start: number;
  readonly end: number;
  /** Index of the template that the range belongs to. */
  readonly source: number;
  /** Called only where it is used, because looking for similar names takes time. */
  readonly describe: () => MissingDescription;
  /** True for what could not be computed because of a fault that is already reported. */
  readonly echo: boolean;

  constructor(
    range: { readonly start: number; readonly end: number },
    source: number,
    describe: () => MissingDescription,
    echo = false,
  ) {
    this.start = range.start;
    this.end = range.end;
    this.source = source;
    this.describe = describe;
    this.echo = echo;
  }
}

/** What `{{ x if condition }}` gives without an `else`: Jinja2 prints nothing for it even where it is strict. */
export class NothingValue extends UndefinedValue {}

/** Where a line of rendered text came from. */
export interface TextOrigin {
  /** Index in the list of templates of this rendering; 0 is the template itself. */
  readonly source: number;
  readonly offset: number;
}

/** A stretch of rendered text from one place. `template`: written in the template, not the value of an expression. */
export interface TextPiece extends TextOrigin {
  readonly text: string;
  readonly template: boolean;
}

/**
 * Text that a macro, `caller()`, `{% set %}` or `{% filter %}` body rendered. Its line breaks stand in a template, so
 * its author foresaw them; no value added one.
 */
export class RenderedText {
  readonly pieces: readonly TextPiece[];
  private joined: string | undefined;

  constructor(pieces: readonly TextPiece[]) {
    this.pieces = pieces;
  }

  get text(): string {
    this.joined ??= this.pieces.map((piece) => piece.text).join('');
    return this.joined;
  }
}

export type DictValue = Map<Value, Value>;

/** Everything an expression can be. No plain objects: nothing of JavaScript can be reached through one. */
export type Value =
  | string
  | number
  | bigint
  | boolean
  | null
  | Value[]
  | DictValue
  | FloatValue
  | TupleValue
  | ViewValue
  | RangeValue
  | GeneratorValue
  | UndefinedValue
  | RenderedText
  | CallableValue
  | ObjectValue;

/** Rendered text as the string it is; everything else unchanged. */
export function plain(value: Value): Exclude<Value, RenderedText> {
  return value instanceof RenderedText ? value.text : value;
}

/** Python's name of the type, for messages. */
export function typeName(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'string' || value instanceof RenderedText) return 'text';
  if (typeof value === 'number' || typeof value === 'bigint') return 'number';
  if (value instanceof FloatValue) return 'number';
  if (typeof value === 'boolean') return 'true/false';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Map) return 'dict';
  if (value instanceof TupleValue) return 'tuple';
  if (value instanceof UndefinedValue) return 'undefined value';
  if (value instanceof RangeValue || value instanceof ViewValue) return 'sequence';
  return 'label' in value ? value.label : 'value';
}
