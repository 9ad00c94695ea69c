import type { CommandTemplate } from '../commandTemplate.ts';
import { filterTable } from '../filters/filterTable.ts';
import type { FunctionInfo } from '../functions/services.ts';
import type { Token } from '../syntax/token.ts';
import { testTable } from '../tests/testTable.ts';
import { tagContextAt } from './completion/tagContext.ts';
import { symbolsOf } from './symbols/symbolsOf.ts';

/** The call around an offset. */
export interface SignatureInfo {
  readonly label: string;
  readonly parameters: readonly string[];
  /** Index of the parameter that is being typed. */
  readonly active: number;
  readonly summary: string;
  readonly example?: string;
}

/** Help for the arguments of the filter, test or macro whose bracket is open at an offset. */
export function signatureHelp(template: CommandTemplate, offset: number): SignatureInfo | undefined {
  const tag = tagContextAt(template, offset);
  if (tag === undefined) return undefined;
  const textOf = (token: Token | undefined): string =>
    token === undefined ? '' : template.text.slice(token.start, token.end);
  let depth = 0;
  let commas = 0;
  for (let index = tag.before.length - 1; index >= 0; index--) {
    const token = tag.before[index];
    if (token?.kind !== 'operator') continue;
    const text = textOf(token);
    if (')]}'.includes(text)) depth++;
    else if (depth > 0 && '([{'.includes(text)) depth--;
    else if (depth === 0 && text === ',') commas++;
    else if (depth === 0 && '[{'.includes(text)) commas = 0;
    else if (depth === 0 && text === '(') {
      const name = tag.before[index - 1];
      if (name?.kind !== 'name') return undefined;
      const found = functionCalled(
        template,
        textOf(name),
        textOf(tag.before[index - 2]),
        textOf(tag.before[index - 3]),
      );
      return found === undefined
        ? undefined
        : withActive(found, commas, namedArgument(tag.before.slice(index + 1), textOf));
    }
  }
  return undefined;
}

type Called = Omit<SignatureInfo, 'active'>;

function functionCalled(
  template: CommandTemplate,
  name: string,
  before: string,
  twoBefore: string,
): Called | undefined {
  const isTest = before === 'is' || (before === 'not' && twoBefore === 'is');
  const table: ReadonlyMap<string, { readonly info: FunctionInfo }> | undefined =
    before === '|' || before === 'filter' ? filterTable : isTest ? testTable : undefined;
  if (table !== undefined) {
    const info = table.get(name)?.info;
    if (info === undefined || info.parameters === '') return undefined;
    const { summary, example } = info;
    return { label: `${name}(${info.parameters})`, parameters: partsOf(info.parameters), summary, example };
  }
  const macro = symbolsOf(template).symbols.find((symbol) => symbol.kind === 'macro' && symbol.name === name);
  if (macro === undefined) return undefined;
  const parameters = (macro.detail ?? '').trim().replace(/^\(|\)$/g, '');
  return {
    label: `${name}(${parameters})`,
    parameters: partsOf(parameters),
    summary: 'Macro of this template.',
  };
}

function withActive(called: Called, commas: number, named: string | undefined): SignatureInfo {
  const byName =
    named === undefined ? -1 : called.parameters.findIndex((part) => part.split('=')[0]?.trim() === named);
  const active = byName >= 0 ? byName : Math.min(commas, Math.max(0, called.parameters.length - 1));
  return { ...called, active };
}

/** The `name` of a `name=` argument that is being typed last. */
function namedArgument(tokens: readonly Token[], textOf: (token: Token) => string): string | undefined {
  const comma = tokens.findLastIndex((token) => textOf(token) === ',');
  const [name, equals] = tokens.slice(comma + 1);
  return name?.kind === 'name' && equals !== undefined && textOf(equals) === '=' ? textOf(name) : undefined;
}

function partsOf(parameters: string): readonly string[] {
  return (parameters.match(/[^\s,"'][^,"']*(?:"[^"]*"|'[^']*')?/g) ?? []).map((part) => part.trim());
}
