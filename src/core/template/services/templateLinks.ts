import type { CommandTemplate } from '../commandTemplate.ts';
import { candidatePaths } from '../render/templatePath.ts';
import { bodiesOf } from '../syntax/bodiesOf.ts';
import type { Range, Statement } from '../syntax/nodes.ts';
import { TemplateFault } from '../templateFault.ts';

/** A template that another one names. */
export interface TemplateLink extends Range {
  readonly name: string;
  /** Where it can be, the likeliest first; empty where the name leads out of the workspace. */
  readonly paths: readonly string[];
  /** False where it may be missing. */
  readonly required: boolean;
}

/** What `{% include %}`, `{% import %}` and `{% from %}` name as a text. */
export function templateLinks(template: CommandTemplate): readonly TemplateLink[] {
  return [...linksIn(template.tree.body, template.path)];
}

function* linksIn(body: readonly Statement[], from: string): Iterable<TemplateLink> {
  for (const statement of body) {
    if (statement.kind === 'include' || statement.kind === 'import' || statement.kind === 'from-import') {
      const { template } = statement;
      if (template.kind === 'literal' && typeof template.value === 'string') {
        const required = statement.kind !== 'include' || !statement.ignoreMissing;
        const { start, end } = template;
        yield { name: template.value, paths: pathsOf(template.value, from), required, start, end };
      }
    }
    for (const inner of bodiesOf(statement)) yield* linksIn(inner, from);
  }
}

function pathsOf(name: string, from: string): readonly string[] {
  try {
    return candidatePaths(name, from);
  } catch (error) {
    if (error instanceof TemplateFault) return [];
    throw error;
  }
}
