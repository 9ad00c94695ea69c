import type { Diagnostic } from '../../../../api/diagnostic.ts';
import { templateScope } from '../../../plan/templateScope.ts';
import type { CommandTemplate } from '../../commandTemplate.ts';
import type { LanguageContext } from '../languageContext.ts';
import { checkCommandLines } from './checkCommandLines.ts';
import { checkIncludes } from './checkIncludes.ts';
import { checkParallel } from './checkParallel.ts';
import { checkVariables } from './checkVariables.ts';

/** More findings than this in one file help nobody. */
const maxDiagnostics = 500;

/**
 * Everything that can be said about a template without rendering it: what the parser found, and what the devices, platforms and
 * commands around it say. In the order of the file.
 */
export function checkTemplate(template: CommandTemplate, context: LanguageContext): Diagnostic[] {
  const scope =
    template.kind === 'list' ? [] : templateScope(template, context.platforms, context.devices).diagnostics;
  const known = new Set(template.diagnostics.map(placeOf));
  const found = [
    ...template.diagnostics,
    // A bad filter expression is the parser's finding already.
    ...scope.filter((finding) => !known.has(placeOf(finding))),
    ...checkVariables(template, context),
    ...checkIncludes(template, context),
    ...checkCommandLines(template, context),
    ...checkParallel(template, context),
  ];
  found.sort((left, right) => left.at.line - right.at.line || left.at.column - right.at.column);
  return found.slice(0, maxDiagnostics);
}

function placeOf({ code, at }: Diagnostic): string {
  return `${code} ${String(at.line)}:${String(at.column)}`;
}
