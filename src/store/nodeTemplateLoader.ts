import { readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { TemplateLoader } from '../core/template/commandTemplate.ts';

/** Larger files are no templates; reading one would only hold everything up. */
const maxBytes = 1_000_000;

/**
 * Reads included templates from `folder` and below. Relative paths start at `base`. What leads outside, also through a
 * link, is treated as not there.
 */
export function nodeTemplateLoader(folder: string, base: string): TemplateLoader {
  return {
    load(path) {
      try {
        const root = realpathSync(folder);
        const file = realpathSync(resolve(base, path));
        const inside = relative(root, file);
        if (inside === '' || isAbsolute(inside) || inside.split(sep)[0] === '..') return undefined;
        const bytes = readFileSync(file);
        return bytes.length > maxBytes ? undefined : bytes.toString('utf8');
      } catch {
        // Not there or not readable: the template engine says so at the place of the include.
        return undefined;
      }
    },
  };
}
