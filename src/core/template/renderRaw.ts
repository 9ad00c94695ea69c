import type { Device } from '../../api/device.ts';
import type { Diagnostic } from '../../api/diagnostic.ts';
import type { CommandTemplate, RenderOptions } from './commandTemplate.ts';
import { parseRaw } from './parseTemplate.ts';
import { Executor } from './render/executor.ts';
import { Output } from './render/output.ts';
import { RenderContext, RenderStop } from './render/renderContext.ts';
import { Scope } from './render/scope.ts';
import { outermost } from './render/sections.ts';
import { maxWork, withBudget } from './values/budget.ts';

export interface RawResult {
  /** Empty where a diagnostic is an error. */
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The same text without the meaning of `#` lines; made once per template. */
const rawForms = new WeakMap<CommandTemplate, CommandTemplate>();

/**
 * The text that Jinja2 would render: lines that begin with `#` are text like any other, values may have line breaks.
 * What `@set` and `@ask` lines define is there all the same. The line end at the end of the file is kept. Never throws.
 */
export function renderRaw(
  template: CommandTemplate,
  device: Device | undefined,
  options: RenderOptions = {},
): RawResult {
  if (template.kind === 'list') return { text: template.text, diagnostics: template.diagnostics };
  const raw = rawForms.get(template) ?? parseRaw({ path: template.path, text: template.text });
  rawForms.set(template, raw);
  const errors = raw.diagnostics.filter((finding) => finding.severity === 'error');
  if (errors.length > 0) return { text: '', diagnostics: errors };
  const context = new RenderContext(raw, device, options, false);
  const output = new Output();
  withBudget(maxWork, () => {
    try {
      new Executor(context, raw, output, outermost).runFile(
        { ...raw, tree: rawTree(raw, template) },
        new Scope(),
      );
    } catch (error) {
      if (!(error instanceof RenderStop)) context.reportLast(error);
    }
  });
  const { diagnostics } = context;
  return {
    text: diagnostics.length > 0 ? '' : output.pieces.map((piece) => piece.text).join(''),
    diagnostics,
  };
}

/** The raw statements with the `@set` lines of the whole template, as those of the file. */
function rawTree(raw: CommandTemplate, template: CommandTemplate): CommandTemplate['tree'] {
  const sets = [...template.tree.file.sets];
  for (const statement of template.tree.body) {
    if (statement.kind === 'heading') sets.push(...statement.section.sets);
  }
  return { body: raw.tree.body, file: { ...raw.tree.file, sets } };
}
