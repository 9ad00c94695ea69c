import type { ExpectStep } from '../../../api/template.ts';
import type { Directives } from '../commandTemplate.ts';
import type { ExpectNode, SectionNode } from '../syntax/nodes.ts';
import { TemplateFault } from '../templateFault.ts';
import { toText } from '../values/printValue.ts';
import type { Executor } from './executor.ts';
import type { ActiveSection } from './output.ts';
import type { RenderContext } from './renderContext.ts';
import type { Scope } from './scope.ts';

/** The section that nothing stands above. */
export const outermost: ActiveSection = {
  node: { title: undefined, index: -1, directives: {}, expects: [], sets: [], start: 0, end: 0 },
  title: undefined,
  block: -1,
  directives: {},
  expects: [],
};

/** A section as it begins for one device: with what it takes over from the one around it. */
export function activate(
  node: SectionNode,
  outer: ActiveSection,
  executor: Executor,
  scope: Scope,
): ActiveSection {
  return {
    node,
    title: node.title === undefined || node.title.name === '' ? outer.title : node.title.name,
    block: node.index >= 0 && executor.source === 0 ? node.index : outer.block,
    directives: { ...outer.directives, ...node.directives },
    expects: [...node.expects.flatMap((expect) => stepOf(expect, executor, scope)), ...outer.expects],
  };
}

function stepOf(expect: ExpectNode, executor: Executor, scope: Scope): readonly ExpectStep[] {
  const answer = executor.attempt(expect, () => answerOf(expect, executor, scope));
  return answer === undefined ? [] : [{ pattern: expect.pattern, answer }];
}

function answerOf(expect: ExpectNode, executor: Executor, scope: Scope): string {
  const parts = expect.answer.map((part) => {
    if (part.kind === 'text') return part.value;
    return part.kind === 'output' ? toText(executor.evaluator.evaluate(part.value, scope)) : '';
  });
  const text = parts.join('');
  if (/[\r\n\u2028\u2029]/.test(text)) {
    throw new TemplateFault(
      'template.line-break',
      'This answer has a line break, but only one line can be sent.',
      expect,
    );
  }
  return text;
}

/** True where the device is one that a file or block is for. */
export function applies(directives: Directives, context: RenderContext): boolean {
  const { device, options, commands } = context;
  if (device === undefined || !commands) return true;
  const { platforms, filter } = directives;
  const resolve = (name: string): string => options.resolvePlatform?.(name) ?? name;
  if (platforms?.some(({ name }) => resolve(name) === device.platform) === false) return false;
  if (filter === undefined) return true;
  return context.filter(filter.text, resolve).matches(device);
}
