import type { CommandTemplate } from '../commandTemplate.ts';
import { globalNames } from '../render/globals.ts';
import type { Range } from '../syntax/nodes.ts';
import { devicesOfBlock, blockAt } from './deviceScope.ts';
import { devicesWithout } from './deviceVariables.ts';
import type { LanguageContext } from './languageContext.ts';
import type { NameUse } from './symbols/symbol.ts';
import { symbolsOf } from './symbols/symbolsOf.ts';

/** Kinds of names, in the order of the editor's legend. */
export const semanticKinds = ['variable', 'parameter', 'function'] as const;
/** What more is known of a name. `missing`: no device has it; `partial`: some have not. */
export const semanticModifiers = ['missing', 'partial', 'local', 'declaration'] as const;

/** A name with its meaning. */
export interface SemanticToken extends Range {
  readonly kind: (typeof semanticKinds)[number];
  readonly modifiers: readonly (typeof semanticModifiers)[number][];
}

/** The names of a template, told apart by where their values come from. In the order of the file. */
export function semanticTokens(
  template: CommandTemplate,
  context: LanguageContext,
): readonly SemanticToken[] {
  return symbolsOf(template).uses.map((use): SemanticToken => {
    const { start, end } = use;
    return { start, end, ...meaningOf(use, template, context) };
  });
}

function meaningOf(
  { name, symbol, definition, start }: NameUse,
  template: CommandTemplate,
  context: LanguageContext,
): Pick<SemanticToken, 'kind' | 'modifiers'> {
  const declaration = definition ? (['declaration'] as const) : [];
  if (symbol?.kind === 'macro') return { kind: 'function', modifiers: declaration };
  if (symbol?.kind === 'parameter') return { kind: 'parameter', modifiers: declaration };
  if (symbol !== undefined) return { kind: 'variable', modifiers: ['local', ...declaration] };
  if (globalNames.includes(name)) return { kind: 'function', modifiers: [] };
  const devices = devicesOfBlock(template, blockAt(template, template.lines.lineAt(start)), context);
  const without = devicesWithout(devices, name);
  if (devices.length === 0 || without.length === 0) return { kind: 'variable', modifiers: [] };
  return { kind: 'variable', modifiers: [without.length === devices.length ? 'missing' : 'partial'] };
}
