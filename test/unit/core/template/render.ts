import type { Device, VariableValue } from '../../../../src/api/device.ts';
import type { RenderOptions } from '../../../../src/core/template/commandTemplate.ts';
import { parseTemplate } from '../../../../src/core/template/parseTemplate.ts';
import { renderTemplate, type RenderResult } from '../../../../src/core/template/renderTemplate.ts';
import { device } from './device.ts';

/** Renders a template text for one device whose variables are given as a record. */
export function render(
  text: string,
  variables: Readonly<Record<string, VariableValue>> = {},
  options: RenderOptions & { readonly device?: Partial<Device>; readonly path?: string } = {},
): RenderResult {
  const target = device({ variables: new Map(Object.entries(variables)), ...options.device });
  return renderTemplate(parseTemplate({ path: options.path ?? 'a.cmds', text }), target, options);
}

/** The lines that are sent; throws where there is a finding. */
export function linesOf(...args: Parameters<typeof render>): readonly string[] {
  const { commands, diagnostics } = render(...args);
  if (diagnostics.length > 0) throw new Error(diagnostics.map((finding) => finding.message).join('\n'));
  return commands.map((command) => command.text);
}

/** The codes of the findings with their places, `code line:column`. */
export function findingsOf(...args: Parameters<typeof render>): readonly string[] {
  return render(...args).diagnostics.map(({ code, at }) => `${code} ${String(at.line)}:${String(at.column)}`);
}
