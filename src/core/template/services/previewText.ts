import type { Device } from '../../../api/device.ts';
import type { CommandTemplate, RenderOptions } from '../commandTemplate.ts';
import { renderTemplate } from '../renderTemplate.ts';

/**
 * What one device would get, as a text to look at: its lines below the titles of their blocks, or why it gets nothing. Questions of
 * the template are answered with their names.
 */
export function previewText(template: CommandTemplate, device: Device, options: RenderOptions = {}): string {
  const asked = new Map(template.asks.map(({ name }) => [name, `<${name}>`]));
  const { commands, diagnostics } = renderTemplate(template, device, { answers: asked, ...options });
  const lines = [`# ${device.name} (${device.platform}, ${device.host})`];
  const errors = diagnostics.filter((finding) => finding.severity === 'error');
  if (errors.length > 0) {
    lines.push('# Nothing would be sent:');
    for (const { at, message } of errors)
      lines.push(
        `#   ${at.file}:${String(at.line)}:${String(at.column)} ${message.replaceAll(/[\r\n]+/g, ' ')}`,
      );
    return `${lines.join('\n')}\n`;
  }
  if (commands.length === 0) lines.push('# The template has nothing for this device.');
  let block: string | undefined;
  for (const { text, block: title, mode } of commands) {
    if (title !== block)
      lines.push('', `### ${title ?? ''}`.trimEnd(), ...(mode === 'exec' ? [] : [`# @mode ${mode}`]));
    block = title;
    lines.push(text);
  }
  return `${lines.join('\n')}\n`;
}
