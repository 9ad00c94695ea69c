import type { Diagnostic } from '../../../../api/diagnostic.ts';
import { closestName } from '../../../text/closestName.ts';
import type { CommandTemplate } from '../../commandTemplate.ts';
import type { LanguageContext } from '../languageContext.ts';
import { templateLinks } from '../templateLinks.ts';

/** Templates that are named and not there, or outside of the workspace. */
export function checkIncludes(
  template: CommandTemplate,
  { loader, templates }: LanguageContext,
): Diagnostic[] {
  if (loader === undefined) return [];
  return templateLinks(template).flatMap(({ name, paths, required, start, end }): Diagnostic[] => {
    const at = template.lines.position(start, end);
    if (paths.length === 0) {
      const message = `"${name}" leads out of the workspace. Give a path inside of it, with "/" between folders.`;
      return [{ code: 'template.include-outside', severity: 'error', message, at }];
    }
    if (!required || paths.some((path) => loader.load(path) !== undefined)) return [];
    const near = closestName(name, templates ?? []);
    const advice = near === undefined ? ` Looked for ${paths.join(' and ')}.` : ` Did you mean "${near}"?`;
    return [
      {
        code: 'language.no-such-template',
        severity: 'error',
        message: `There is no template "${name}".${advice}`,
        at,
        ...(near === undefined ? {} : { replacement: JSON.stringify(near) }),
      },
    ];
  });
}
