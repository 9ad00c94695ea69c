import { filterTable } from '../filters/filterTable.ts';
import type { Services } from '../functions/services.ts';
import type {
  Arguments,
  CompareExpression,
  ConditionalExpression,
  DictExpression,
  Expression,
  FilterExpression,
  NameExpression,
  SliceExpression,
  TestExpression,
} from '../syntax/nodes.ts';
import { TemplateFault } from '../templateFault.ts';
import { testTable } from '../tests/testTable.ts';
import { spend } from '../values/budget.ts';
import { CallableValue, type CallArguments } from '../values/callable.ts';
import { dictKey, dictOf } from '../values/dictKeys.ts';
import { iterate } from '../values/iterate.ts';
import { applyComparison, applyOperator, applySign, concatenate } from '../values/operators.ts';
import { toText } from '../values/printValue.ts';
import { sliceOf } from '../values/sequences.ts';
import { isTrue } from '../values/truth.ts';
import { undefinedFault } from '../values/useUndefined.ts';
import {
  NothingValue,
  plain,
  RenderedText,
  TupleValue,
  typeName,
  UndefinedValue,
  type Value,
} from '../values/value.ts';
import { weigh } from '../values/weigh.ts';
import { describeMissing, readAttribute, readItem } from './member.ts';
import type { Scope } from './scope.ts';

type ComputedExpression = Exclude<
  Expression,
  { readonly kind: 'literal' | 'name' | 'attribute' | 'item' | 'slice' | 'call' | 'filter' | 'test' }
>;

/** Where names come from that no scope has, and which template is being rendered. */
export interface Environment {
  readonly source: number;
  global(name: string): Value | undefined;
  describeName(name: string, scope: Scope): { readonly message: string; readonly replacement?: string };
}

/** Computes expressions. Methods throw `TemplateFault`; `current` is the expression that was at work then. */
export class Evaluator implements Services {
  /** The expression that is being computed, for faults that know no place. */
  current: Expression | undefined;
  private readonly environment: Environment;

  constructor(environment: Environment) {
    this.environment = environment;
  }

  evaluate(node: Expression, scope: Scope): Value {
    spend(1);
    switch (node.kind) {
      case 'literal':
        return node.value;
      case 'name':
        return this.name(node, scope);
      case 'attribute': {
        const target = this.evaluate(node.target, scope);
        this.current = node;
        return readAttribute(target, node.name.name) ?? this.missing(target, node.name.name, node, node.name);
      }
      case 'item': {
        const target = this.evaluate(node.target, scope);
        const index = plain(this.evaluate(node.index, scope));
        this.current = node;
        if (typeof target === 'string') weigh(target);
        return readItem(target, index) ?? this.missing(target, index, node, node.index);
      }
      case 'slice':
        return this.slice(node, scope);
      case 'call': {
        const target = this.evaluate(node.target, scope);
        const args = this.arguments(node.args, scope);
        this.current = node;
        // The owner of a method is what it works on.
        if (target instanceof CallableValue && target.owner !== undefined) weigh(target.owner);
        return call(target, args);
      }
      case 'filter':
        return this.applyFilter(
          node,
          node.target === undefined ? '' : this.evaluate(node.target, scope),
          scope,
        );
      case 'test':
        return this.applyTest(node, scope);
      default:
        return this.compute(node, scope);
    }
  }

  /** Operators and literals with parts. */
  private compute(node: ComputedExpression, scope: Scope): Value {
    switch (node.kind) {
      case 'unary': {
        const operand = this.evaluate(node.operand, scope);
        this.current = node;
        return node.operator === 'not' ? !isTrue(operand) : applySign(node.operator, operand);
      }
      case 'binary': {
        const left = this.evaluate(node.left, scope);
        const right = this.evaluate(node.right, scope);
        this.current = node;
        weigh(left);
        weigh(right);
        return applyOperator(node.operator, left, right);
      }
      case 'logical': {
        const left = this.evaluate(node.left, scope);
        this.current = node.left;
        return isTrue(left) === (node.operator === 'or') ? left : this.evaluate(node.right, scope);
      }
      case 'compare':
        return this.compare(node, scope);
      case 'concat': {
        const parts = node.parts.map((part) => this.textOf(part, scope));
        this.current = node;
        return concatenate(parts);
      }
      case 'conditional':
        return this.conditional(node, scope);
      case 'list':
        return node.items.map((item) => plain(this.evaluate(item, scope)));
      case 'tuple':
        return new TupleValue(node.items.map((item) => plain(this.evaluate(item, scope))));
      case 'dict':
        return this.dict(node, scope);
    }
  }

  /** `isTrue` of an expression. */
  isTrue(node: Expression, scope: Scope): boolean {
    const value = this.evaluate(node, scope);
    this.current = node;
    return isTrue(value);
  }

  private name(node: NameExpression, scope: Scope): Value {
    const value = scope.get(node.name) ?? this.environment.global(node.name);
    if (value !== undefined) return value;
    const describe = () => this.environment.describeName(node.name, scope);
    return new UndefinedValue(node, this.environment.source, describe);
  }

  private missing(target: Value, key: Value, node: Expression, range: { start: number; end: number }): Value {
    const label = 'target' in node && node.target !== undefined ? pathOf(node.target) : undefined;
    return new UndefinedValue(range, this.environment.source, () => describeMissing(target, key, label));
  }

  private slice(node: SliceExpression, scope: Scope): Value {
    const target = this.evaluate(node.target, scope);
    const [from, to, step] = [node.from, node.to, node.step].map((part) =>
      part === undefined ? null : plain(this.evaluate(part, scope)),
    );
    this.current = node;
    weigh(target);
    return sliceOf(target, from ?? null, to ?? null, step ?? null);
  }

  private textOf(node: Expression, scope: Scope): string | RenderedText {
    const value = this.evaluate(node, scope);
    this.current = node;
    return value instanceof RenderedText ? value : toText(value);
  }

  private compare(node: CompareExpression, scope: Scope): boolean {
    let left = this.evaluate(node.first, scope);
    for (const { operator, value } of node.rest) {
      const right = this.evaluate(value, scope);
      this.current = node;
      weigh(left);
      weigh(right);
      if (!applyComparison(operator, left, right)) return false;
      left = right;
    }
    return true;
  }

  private conditional(node: ConditionalExpression, scope: Scope): Value {
    if (this.isTrue(node.test, scope)) return this.evaluate(node.then, scope);
    if (node.otherwise !== undefined) return this.evaluate(node.otherwise, scope);
    const message = 'The condition is false and there is no "else" that says what stands here then.';
    return new NothingValue(node, this.environment.source, () => ({ message }));
  }

  private dict(node: DictExpression, scope: Scope): Value {
    const entries = node.entries.map(({ key, value }): [Value, Value] => {
      const name = this.evaluate(key, scope);
      this.current = key;
      if (name instanceof UndefinedValue) throw undefinedFault(name);
      return [dictKey(name), this.evaluate(value, scope)];
    });
    return dictOf(entries);
  }

  /** Evaluates the arguments of a call. */
  arguments(args: Arguments, scope: Scope): CallArguments {
    const positional = args.positional.map((value) => this.evaluate(value, scope));
    const keyword = new Map(args.keyword.map(({ name, value }) => [name.name, this.evaluate(value, scope)]));
    if (args.spread !== undefined) positional.push(...iterate(this.evaluate(args.spread, scope)));
    if (args.spreadKeyword !== undefined) {
      const extra = plain(this.evaluate(args.spreadKeyword, scope));
      this.current = args.spreadKeyword;
      if (!(extra instanceof Map)) throw new TemplateFault('template.type', '"**" needs a dict.');
      for (const [name, value] of extra) keyword.set(toText(name), value);
    }
    return { positional, keyword };
  }

  /** Applies a filter node to an input that has been computed. */
  applyFilter(node: FilterExpression, input: Value, scope: Scope): Value {
    const args = this.arguments(node.args, scope);
    this.current = node;
    const result = this.filter(node.name.name, plain(input), args);
    if (!(input instanceof RenderedText) || typeof result !== 'string') return result;
    const foreseen = [...args.positional, ...args.keyword.values()].every((value) => !hasLineBreak(value));
    return foreseen ? new RenderedText([{ text: result, source: -1, offset: 0, template: true }]) : result;
  }

  /** Applies a filter whose target, down to the innermost one, is `input`. */
  applyChain(node: Expression, input: Value, scope: Scope): Value {
    if (node.kind !== 'filter') return input;
    const inner = node.target === undefined ? input : this.applyChain(node.target, input, scope);
    return this.applyFilter(node, inner, scope);
  }

  private applyTest(node: TestExpression, scope: Scope): boolean {
    const value = plain(this.evaluate(node.target, scope));
    const args = this.arguments(node.args, scope);
    this.current = node;
    return this.test(node.name.name, value, args) !== node.negated;
  }

  filter(name: string, input: Value, args: CallArguments): Value {
    const entry = filterTable.get(name);
    if (entry === undefined)
      throw new TemplateFault('template.unknown-filter', `There is no filter "${name}".`);
    weigh(input);
    return entry.action(input, entry.parameters.bind(args, `The filter "${name}"`), this);
  }

  test(name: string, value: Value, args: CallArguments): boolean {
    const entry = testTable.get(name);
    if (entry === undefined) throw new TemplateFault('template.unknown-test', `There is no test "${name}".`);
    weigh(value);
    return entry.action(value, entry.parameters.bind(args, `The test "${name}"`), this);
  }

  member(value: Value, path: Value): Value {
    let found = value;
    const steps = typeof path === 'string' ? path.split('.') : [path];
    for (const step of steps) {
      const key = typeof step === 'string' && /^\d+$/.test(step) ? Number(step) : step;
      const owner = found;
      found = readItem(owner, key) ?? this.missingIn(owner, key);
    }
    return found;
  }

  private missingIn(owner: Value, key: Value): UndefinedValue {
    const range = this.current ?? { start: 0, end: 0 };
    return new UndefinedValue(range, this.environment.source, () => describeMissing(owner, key, undefined));
  }
}

function call(target: Value, args: CallArguments): Value {
  if (target instanceof CallableValue) return target.call(args);
  if (target instanceof UndefinedValue) throw undefinedFault(target);
  throw new TemplateFault(
    'template.type',
    `A ${typeName(target)} cannot be called; a macro, a function or a method can.`,
  );
}

function hasLineBreak(value: Value): boolean {
  return typeof value === 'string' && /[\r\n]/.test(value);
}

/** `a.b` as it is written, for messages. */
function pathOf(node: Expression): string | undefined {
  if (node.kind === 'name') return node.name;
  if (node.kind !== 'attribute') return undefined;
  const owner = pathOf(node.target);
  return owner === undefined ? undefined : `${owner}.${node.name.name}`;
}
