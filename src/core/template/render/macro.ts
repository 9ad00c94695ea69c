import type { Expression, Parameter, Statement } from '../syntax/nodes.ts';
import { TemplateFault } from '../templateFault.ts';
import { CallableValue, type CallArguments } from '../values/callable.ts';
import { TupleValue, UndefinedValue, type Value } from '../values/value.ts';
import type { Executor } from './executor.ts';
import { Scope } from './scope.ts';
import { usesName } from './usesName.ts';

interface MacroDefinition {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
}

/** A macro that sees the names of the place where it is defined. */
export function makeMacro(definition: MacroDefinition, scope: Scope, executor: Executor): CallableValue {
  const { name, parameters, body } = definition;
  const uses = {
    varargs: usesName(body, 'varargs'),
    kwargs: usesName(body, 'kwargs'),
    caller: usesName(body, 'caller'),
  };
  const attributes = new Map<string, Value>([
    ['name', name],
    ['arguments', new TupleValue(parameters.map((parameter) => parameter.name.name))],
    ['catch_kwargs', uses.kwargs],
    ['catch_varargs', uses.varargs],
    ['caller', uses.caller],
  ]);
  const run = (args: CallArguments): Value => {
    const inner = new Scope(scope);
    const rest = bindParameters(definition, args, inner, executor);
    refuseExtra(name, rest, uses);
    if (uses.varargs) inner.set('varargs', new TupleValue(rest.positional));
    if (uses.kwargs) inner.set('kwargs', new Map(rest.keyword));
    if (uses.caller) inner.set('caller', rest.caller ?? noCaller(name, executor));
    return executor.nested(() => executor.capture(() => executor.run(body, inner)));
  };
  return new CallableValue('macro', name, run, attributes);
}

interface Rest {
  readonly positional: readonly Value[];
  readonly keyword: ReadonlyMap<string, Value>;
  readonly caller: Value | undefined;
}

function bindParameters(
  definition: MacroDefinition,
  args: CallArguments,
  scope: Scope,
  executor: Executor,
): Rest {
  const { name, parameters } = definition;
  const keyword = new Map(args.keyword);
  const caller = keyword.get('caller');
  if (!parameters.some((parameter) => parameter.name.name === 'caller')) keyword.delete('caller');
  for (const [index, parameter] of parameters.entries()) {
    const own = parameter.name.name;
    const byPlace = args.positional[index];
    const byName = keyword.get(own);
    if (byPlace !== undefined && byName !== undefined) throw wrong(`The macro "${name}" got "${own}" twice.`);
    keyword.delete(own);
    scope.set(own, byPlace ?? byName ?? fallback(definition, parameter, scope, executor));
  }
  return { positional: args.positional.slice(parameters.length), keyword, caller };
}

function fallback(
  definition: MacroDefinition,
  parameter: Parameter,
  scope: Scope,
  executor: Executor,
): Value {
  const value: Expression | undefined = parameter.fallback;
  if (value !== undefined) return executor.evaluator.evaluate(value, scope);
  const message = `The macro "${definition.name}" was called without "${parameter.name.name}".`;
  return new UndefinedValue(parameter.name, executor.source, () => ({ message }));
}

function refuseExtra(
  name: string,
  rest: Rest,
  uses: { varargs: boolean; kwargs: boolean; caller: boolean },
): void {
  if (rest.positional.length > 0 && !uses.varargs) {
    throw wrong(
      `The macro "${name}" was called with ${String(rest.positional.length)} more arguments than it has.`,
    );
  }
  const [unknown] = rest.keyword.keys();
  if (unknown !== undefined && !uses.kwargs) throw wrong(`The macro "${name}" has no argument "${unknown}".`);
  if (rest.caller !== undefined && !uses.caller) {
    throw wrong(`The macro "${name}" never uses caller(), so it cannot be used with {% call %}.`);
  }
}

function noCaller(name: string, executor: Executor): Value {
  const message = `"caller" exists only where "${name}" is used with {% call %}.`;
  return new UndefinedValue({ start: 0, end: 0 }, executor.source, () => ({ message }));
}

function wrong(message: string): TemplateFault {
  return new TemplateFault('template.arguments', message);
}
