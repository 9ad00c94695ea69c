import type { SourcePosition } from '../../../api/diagnostic.ts';
import type { CommandTemplate, TemplateLoader } from '../commandTemplate.ts';
import { globalNames } from '../render/globals.ts';
import { loadTemplate } from '../render/templates.ts';
import { bodiesOf } from '../syntax/bodiesOf.ts';
import { childrenOf, expressionsOf } from '../syntax/expressionsOf.ts';
import type { Expression, Range, SectionNode, Statement, Target } from '../syntax/nodes.ts';
import { TemplateFault } from '../templateFault.ts';
import { guardedNames } from './guardedNames.ts';
import { Names } from './names.ts';

/** A variable that a template takes from outside. */
export interface VariableReference {
  readonly name: string;
  readonly at: SourcePosition;
  /** Index in the template's `blocks`; -1 before the first heading. In an included file that of the place it is included at. */
  readonly block: number;
  /** False where it stands in a condition, a loop or a macro, so that rendering may never get there. */
  readonly always: boolean;
}

/**
 * The variables that a template needs from the inventory, in the order of the file: not those that it sets or asks for
 * itself, loop and macro variables, functions, or what `is defined` or `default` guards. With a loader, also
 * those of files that it includes by a literal name.
 */
export function referencedVariables(
  template: CommandTemplate,
  loader?: TemplateLoader,
): readonly VariableReference[] {
  if (template.kind === 'list') return [];
  const finder = new ReferenceFinder(template, loader, -1, new Set([template.path]));
  const names = new Names();
  for (const ask of template.asks) names.add(ask.name);
  finder.file(template, names);
  return finder.found;
}

class ReferenceFinder {
  readonly found: VariableReference[] = [];
  private readonly template: CommandTemplate;
  private readonly loader: TemplateLoader | undefined;
  private readonly visited: ReadonlySet<string>;
  private block: number;
  private readonly fixedBlock: boolean;
  private conditional = 0;

  constructor(
    template: CommandTemplate,
    loader: TemplateLoader | undefined,
    block: number,
    visited: ReadonlySet<string>,
  ) {
    this.template = template;
    this.loader = loader;
    this.block = block;
    this.fixedBlock = visited.size > 1;
    this.visited = visited;
  }

  file(template: CommandTemplate, names: Names): void {
    this.section(template.tree.file, names);
    this.body(template.tree.body, names);
  }

  private section(section: SectionNode, names: Names): void {
    for (const set of section.sets) {
      this.expression(set.value, names);
      names.add(set.name.name);
    }
    for (const expect of section.expects) this.body(expect.answer, names);
  }

  private body(body: readonly Statement[], names: Names): void {
    const outer = this.block;
    for (const statement of body) this.statement(statement, names);
    this.block = outer;
  }

  private statement(statement: Statement, names: Names): void {
    if (statement.kind === 'heading') {
      if (!this.fixedBlock) this.block = statement.section.index;
      this.section(statement.section, names);
      return;
    }
    const guarded = names.inner(guardedNames(expressionsOf(statement)));
    switch (statement.kind) {
      case 'if': {
        this.ifStatement(statement, guarded, names);
        return;
      }
      case 'for': {
        this.forStatement(statement, guarded);
        return;
      }
      case 'macro':
        names.add(statement.name.name);
        {
          this.maybe(() => {
            this.parameters(statement, guarded);
          });
          return;
        }
      case 'call-block':
        this.expression(statement.call, guarded);
        {
          this.maybe(() => {
            this.parameters(statement, guarded);
          });
          return;
        }
      case 'with': {
        this.withStatement(statement, guarded);
        return;
      }
      default:
    }
    for (const expression of expressionsOf(statement)) this.expression(expression, guarded);
    for (const inner of bodiesOf(statement)) this.body(inner, guarded.inner());
    if (statement.kind === 'include') this.include(statement, names);
    for (const name of boundNames(statement)) names.add(name);
  }

  private ifStatement(statement: Extract<Statement, { kind: 'if' }>, guarded: Names, names: Names): void {
    for (const [index, branch] of statement.branches.entries()) {
      if (index === 0) this.expression(branch.test, guarded);
      else this.maybe(() => this.expression(branch.test, guarded));
    }
    this.maybe(() => {
      for (const inner of bodiesOf(statement)) this.body(inner, guarded);
    });
    // {% set %} in a branch is visible behind the {% endif %}.
    for (const inner of bodiesOf(statement)) {
      for (const part of inner) for (const name of boundNames(part)) names.add(name);
    }
  }

  private forStatement(statement: Extract<Statement, { kind: 'for' }>, guarded: Names): void {
    this.expression(statement.iterable, guarded);
    const inner = guarded.inner(['loop', ...targetNames(statement.target)]);
    this.maybe(() => {
      if (statement.condition !== undefined) this.expression(statement.condition, inner);
      this.body(statement.body, inner);
      if (statement.otherwise !== undefined) this.body(statement.otherwise.body, guarded.inner());
    });
  }

  private parameters(statement: Extract<Statement, { kind: 'macro' | 'call-block' }>, names: Names): void {
    const inner = names.inner(['caller', 'varargs', 'kwargs']);
    for (const { name, fallback } of statement.parameters) {
      if (fallback !== undefined) this.expression(fallback, inner);
      inner.add(name.name);
    }
    this.body(statement.body, inner);
  }

  private withStatement(statement: Extract<Statement, { kind: 'with' }>, names: Names): void {
    for (const { value } of statement.bindings) this.expression(value, names);
    this.body(
      statement.body,
      names.inner(statement.bindings.flatMap(({ target }) => [...targetNames(target)])),
    );
  }

  private include(statement: Extract<Statement, { kind: 'include' }>, names: Names): void {
    const { template: name, withContext } = statement;
    if (name.kind !== 'literal' || typeof name.value !== 'string' || !withContext) return;
    const included = this.load(name.value);
    if (included === undefined || this.visited.has(included.path)) return;
    const visited = new Set([...this.visited, included.path]);
    const finder = new ReferenceFinder(included, this.loader, this.block, visited);
    finder.conditional = this.conditional;
    finder.file(included, names.inner());
    this.found.push(...finder.found);
  }

  private load(name: string): CommandTemplate | undefined {
    if (this.loader === undefined) return undefined;
    try {
      return loadTemplate(this.loader, name, this.template.path, false);
    } catch (error) {
      // Rendering reports it at its place.
      if (error instanceof TemplateFault) return undefined;
      throw error;
    }
  }

  private maybe(action: () => void): void {
    this.conditional++;
    action();
    this.conditional--;
  }

  private expression(expression: Expression, names: Names): void {
    const guarded = names.inner(guardedNames([expression]));
    this.walk(expression, guarded);
  }

  private walk(expression: Expression, names: Names): void {
    if (expression.kind === 'name') {
      this.name(expression.name, expression, names);
      return;
    }
    for (const child of childrenOf(expression)) this.walk(child, names);
  }

  private name(name: string, range: Range, names: Names): void {
    if (names.has(name) || globalNames.includes(name)) return;
    const at = this.template.lines.position(range.start, range.end);
    this.found.push({ name, at, block: this.block, always: this.conditional === 0 });
  }
}

function* targetNames(target: Target): Iterable<string> {
  if (target.kind === 'name') yield target.name;
  if (target.kind === 'tuple') for (const item of target.items) yield* targetNames(item);
}

/** Names that a statement gives a value to for those behind it. */
function* boundNames(statement: Statement): Iterable<string> {
  if (statement.kind === 'set' || statement.kind === 'set-block') yield* targetNames(statement.target);
  if (statement.kind === 'import') yield statement.alias.name;
  if (statement.kind === 'macro') yield statement.name.name;
  if (statement.kind === 'from-import') for (const { alias } of statement.names) yield alias.name;
}
