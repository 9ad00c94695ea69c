import type { Target } from '../syntax/nodes.ts';
import { TemplateFault } from '../templateFault.ts';
import { iterate } from '../values/iterate.ts';
import { ObjectValue } from '../values/objectValue.ts';
import { typeName, type Value } from '../values/value.ts';
import type { Scope } from './scope.ts';

/** Gives a value to a name, to several names, or to a member of a namespace. Throws `TemplateFault`. */
export function bind(target: Target, value: Value, scope: Scope): void {
  switch (target.kind) {
    case 'name':
      scope.set(target.name, value);
      return;
    case 'member': {
      const owner = scope.get(target.object.name);
      if (!(owner instanceof ObjectValue) || owner.write === undefined) {
        const message = `Only a namespace can be changed like this: {% set ${target.object.name} = namespace() %}`;
        throw new TemplateFault('template.type', message, target);
      }
      owner.write(target.member.name, value);
      return;
    }
    case 'tuple':
      bindAll(target, value, scope);
  }
}

function bindAll(target: Extract<Target, { kind: 'tuple' }>, value: Value, scope: Scope): void {
  const items = iterate(value);
  if (items.length !== target.items.length) {
    const wanted = String(target.items.length);
    const message = `There are ${wanted} names, but the ${typeName(value)} has ${String(items.length)} items.`;
    throw new TemplateFault('template.unpack', message, target);
  }
  for (const [index, name] of target.items.entries()) bind(name, items[index] ?? null, scope);
}

/** Every name that a target gives a value to. */
export function* namesOf(target: Target): Iterable<string> {
  if (target.kind === 'name') yield target.name;
  if (target.kind === 'tuple') for (const item of target.items) yield* namesOf(item);
}
