import type { CommandTemplate, TemplateLoader } from '../commandTemplate.ts';
import { parseRaw, parseTemplate } from '../parseTemplate.ts';
import { TemplateFault } from '../templateFault.ts';
import { candidatePaths } from './templatePath.ts';

/** Parsed templates by loader, so that an include is parsed once for all devices of a run. */
const parsed = new WeakMap<TemplateLoader, Map<string, CommandTemplate | undefined>>();

/** Finds the template that `{% include name %}` in the file `from` means; undefined where there is none. */
export function loadTemplate(
  loader: TemplateLoader | undefined,
  name: string,
  from: string,
  raw: boolean,
): CommandTemplate | undefined {
  const paths = candidatePaths(name, from);
  if (loader === undefined) {
    throw new TemplateFault(
      'template.include',
      `"${name}" cannot be included: no other templates are at hand here.`,
    );
  }
  for (const path of paths) {
    const template = parsedTemplate(loader, path, raw);
    if (template !== undefined) return template;
  }
  return undefined;
}

function parsedTemplate(loader: TemplateLoader, path: string, raw: boolean): CommandTemplate | undefined {
  const cache = parsed.get(loader) ?? new Map<string, CommandTemplate | undefined>();
  parsed.set(loader, cache);
  const key = `${raw ? 'raw' : 'commands'}:${path}`;
  if (cache.has(key)) return cache.get(key);
  const text = loader.load(path);
  const template =
    text === undefined ? undefined : raw ? parseRaw({ path, text }) : parseTemplate({ path, text });
  cache.set(key, template);
  return template;
}
