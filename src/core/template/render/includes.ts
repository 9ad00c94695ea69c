import type { CommandTemplate } from '../commandTemplate.ts';
import type { Expression, FromImportStatement, ImportStatement, IncludeStatement } from '../syntax/nodes.ts';
import { TemplateFault } from '../templateFault.ts';
import { objectOf } from '../values/objectValue.ts';
import { toText } from '../values/printValue.ts';
import { undefinedFault } from '../values/useUndefined.ts';
import { plain, UndefinedValue, type Value } from '../values/value.ts';
import type { Executor } from './executor.ts';
import { Output } from './output.ts';
import { Scope } from './scope.ts';
import { loadTemplate } from './templates.ts';

/** Renders another template in the place of `{% include %}`, with its own directives. */
export function runInclude(statement: IncludeStatement, scope: Scope, executor: Executor): void {
  const template = find(statement.template, scope, executor, statement.ignoreMissing);
  if (template === undefined) return;
  executor.nested(() => {
    executor
      .inside(template, executor.output, statement.withContext)
      .runFile(template, outerScope(statement, scope));
  });
}

/** `{% import name as alias %}` */
export function runImport(statement: ImportStatement, scope: Scope, executor: Executor): void {
  const { names, path } = exportsOf(statement, scope, executor);
  scope.set(statement.alias.name, objectOf(`template "${path}"`, names));
}

/** `{% from name import … %}` */
export function runFromImport(statement: FromImportStatement, scope: Scope, executor: Executor): void {
  const { names, path } = exportsOf(statement, scope, executor);
  for (const { name, alias } of statement.names) {
    const describe = () => ({ message: `The template "${path}" has no "${name.name}".` });
    scope.set(alias.name, names.get(name.name) ?? new UndefinedValue(name, executor.source, describe));
  }
}

type Using = IncludeStatement | ImportStatement | FromImportStatement;

function outerScope(statement: Using, scope: Scope): Scope {
  return new Scope(statement.withContext ? scope : undefined);
}

/** What an imported template sets and defines; names that begin with `_` are its own. */
function exportsOf(
  statement: ImportStatement | FromImportStatement,
  scope: Scope,
  executor: Executor,
): { readonly names: Map<string, Value>; readonly path: string } {
  const names = new Map<string, Value>();
  const template = find(statement.template, scope, executor, false);
  if (template === undefined) return { names, path: '' };
  const own = outerScope(statement, scope);
  executor.nested(() => {
    executor.inside(template, new Output(), statement.withContext).runFile(template, own);
  });
  for (const [name, value] of own.values) if (!name.startsWith('_')) names.set(name, value);
  return { names, path: template.path };
}

function find(
  node: Expression,
  scope: Scope,
  executor: Executor,
  ignoreMissing: boolean,
): CommandTemplate | undefined {
  const { context, evaluator, source } = executor;
  const given = plain(evaluator.evaluate(node, scope));
  evaluator.current = node;
  if (given instanceof UndefinedValue) throw undefinedFault(given);
  const names = Array.isArray(given) ? given.map(toText) : [toText(given)];
  const from = context.templates[source]?.path ?? '';
  for (const name of names) {
    const template = loadTemplate(context.options.loader, name, from, !context.commands);
    if (template !== undefined) return usable(template);
  }
  if (ignoreMissing) return undefined;
  const message = `There is no template ${names.map((name) => `"${name}"`).join(' or ')} in the workspace.`;
  throw new TemplateFault('template.include-missing', message, node);
}

function usable(template: CommandTemplate): CommandTemplate {
  const error = template.diagnostics.find((finding) => finding.severity === 'error');
  if (error === undefined) return template;
  const where = `${error.at.file}:${String(error.at.line)}:${String(error.at.column)}`;
  throw new TemplateFault(
    'template.include-broken',
    `"${template.path}" cannot be used: ${where}: ${error.message}`,
  );
}
