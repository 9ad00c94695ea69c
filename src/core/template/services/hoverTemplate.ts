import type { Device, VariableValue } from '../../../api/device.ts';
import type { CommandTemplate } from '../commandTemplate.ts';
import { filterTable } from '../filters/filterTable.ts';
import type { FunctionInfo } from '../functions/services.ts';
import { followPath } from '../../inventory/followPath.ts';
import { deviceField, variableOf } from '../render/variables.ts';
import { directiveCatalogue } from '../syntax/directiveCatalogue.ts';
import type { Range } from '../syntax/nodes.ts';
import { testTable } from '../tests/testTable.ts';
import { loopFields } from './completion/loopFields.ts';
import { tagCatalogue } from './completion/tagKeywords.ts';
import { blockAt, devicesOfBlock, platformsOfBlock } from './deviceScope.ts';
import { valuesOf } from './deviceVariables.ts';
import { functionAt } from './functionAt.ts';
import type { LanguageContext } from './languageContext.ts';
import { commandLinesOf, hole, wordsOf } from './maskTemplate.ts';
import type { NameUse } from './symbols/symbol.ts';
import { attributeAt, symbolsOf, useAt } from './symbols/symbolsOf.ts';

/** What is shown beside the pointer. All texts are plain: some of them come from inventories. */
export interface HoverInfo {
  readonly range: Range;
  /** As it is written in a template. */
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** A template example. */
  readonly example?: string;
  /** Values with the devices that have them. */
  readonly rows?: readonly { readonly value: string; readonly devices: string }[];
}

/** Values in a hover; the rest is counted. */
const maxRows = 12;

/** What stands at an offset: a variable, a filter, a test, a directive, a tag, a command. */
export function hoverTemplate(
  template: CommandTemplate,
  offset: number,
  context: LanguageContext,
): HoverInfo | undefined {
  return (
    hoverDirective(template, offset) ??
    hoverFunction(template, offset) ??
    hoverName(template, offset, context) ??
    hoverAttribute(template, offset, context) ??
    hoverTag(template, offset) ??
    hoverCommand(template, offset, context)
  );
}

function hoverDirective(template: CommandTemplate, offset: number): HoverInfo | undefined {
  const token = template.tokens.find(
    (each) => each.kind === 'directive' && each.start <= offset && offset < each.end,
  );
  if (token === undefined) return undefined;
  const line = template.text.slice(token.start, token.end);
  const parts = /^(\s*#\s*)(@([\w-]+))/.exec(line);
  const info = directiveCatalogue.get(parts?.[3] ?? '');
  if (parts === null || info === undefined) return undefined;
  const start = token.start + (parts[1]?.length ?? 0);
  const range = { start, end: start + (parts[2]?.length ?? 0) };
  if (offset < range.start || offset > range.end) return undefined;
  const place = info.fileOnly
    ? 'For the whole file: stands before the first "###" heading.'
    : 'For the file, or for the block it stands in.';
  const values = info.values === undefined ? [] : [`Values: ${info.values.join(', ')}`];
  return { range, title: `@${info.name}`, paragraphs: [info.summary, place, ...values], example: info.usage };
}

function hoverFunction(template: CommandTemplate, offset: number): HoverInfo | undefined {
  const found = functionAt(template, offset);
  if (found === undefined) return undefined;
  const table: ReadonlyMap<string, { readonly info: FunctionInfo }> =
    found.kind === 'filter' ? filterTable : testTable;
  const info = table.get(found.name.name)?.info;
  if (info === undefined) return undefined;
  const { start, end } = found.name;
  const sign = found.kind === 'filter' ? '|' : 'is';
  const parameters = info.parameters === '' ? '' : `(${info.parameters})`;
  return {
    range: { start, end },
    title: `${sign} ${found.name.name}${parameters}`,
    paragraphs: [info.summary],
    example: info.example,
  };
}

function hoverName(
  template: CommandTemplate,
  offset: number,
  context: LanguageContext,
): HoverInfo | undefined {
  const use = useAt(symbolsOf(template), offset);
  if (use === undefined) return undefined;
  const range = { start: use.start, end: use.end };
  if (use.symbol !== undefined) return { range, ...symbolText(use) };
  const devices = devicesHere(template, offset, context);
  if (use.name === 'device')
    return {
      range,
      title: 'device',
      paragraphs: ['The device that the template is rendered for: name, host, platform, site, tags …'],
    };
  return { range, ...valueTable(use.name, devices, (device) => variableOf(device, use.name)) };
}

function hoverAttribute(
  template: CommandTemplate,
  offset: number,
  context: LanguageContext,
): HoverInfo | undefined {
  const use = attributeAt(symbolsOf(template), offset);
  if (use === undefined) return undefined;
  const range = { start: use.start, end: use.end };
  const title = [...use.path, use.name].join('.');
  if (use.symbol?.kind === 'special') {
    const meaning = loopFields.find(([name]) => name === use.name)?.[1];
    return meaning === undefined ? undefined : { range, title, paragraphs: [meaning] };
  }
  if (use.symbol !== undefined) return undefined;
  const first = use.path[0] ?? '';
  const rest = [...use.path.slice(1), use.name];
  const devices = devicesHere(template, offset, context);
  if (first === 'device' && rest.length === 1)
    return { range, ...valueTable(title, devices, (device) => deviceField(device, use.name)) };
  const table = valueTable(title, devices, (device) => followPath(variableOf(device, first), rest));
  return table.rows.length === 0 ? undefined : { range, ...table };
}

function devicesHere(template: CommandTemplate, offset: number, context: LanguageContext): readonly Device[] {
  return devicesOfBlock(template, blockAt(template, template.lines.lineAt(offset)), context);
}

function symbolText({ name, symbol }: NameUse): { title: string; paragraphs: string[] } {
  switch (symbol?.kind) {
    case 'macro':
      return { title: `${name}${symbol.detail?.trim() ?? ''}`, paragraphs: ['Macro of this template.'] };
    case 'ask':
      return { title: name, paragraphs: [`Asked once per run: ${symbol.detail ?? name}`] };
    case 'loop':
      return { title: name, paragraphs: ['Item of the loop around it.'] };
    case 'parameter':
      return { title: name, paragraphs: ['Parameter of the macro around it.'] };
    case 'import':
      return { title: name, paragraphs: ['Imported from another template.'] };
    case 'special':
      return {
        title: name,
        paragraphs: [
          name === 'loop'
            ? 'The state of the loop around it: loop.index, loop.first …'
            : 'Given to every macro.',
        ],
      };
    default:
      return { title: name, paragraphs: ['Set in this template.'] };
  }
}

function valueTable(
  title: string,
  devices: readonly Device[],
  read: (device: Device) => VariableValue | undefined,
): { title: string; paragraphs: string[]; rows: { value: string; devices: string }[] } {
  const values = valuesOf(devices, read);
  const having = values.reduce((sum, value) => sum + value.devices.length, 0);
  const without = devices.filter((device) => read(device) === undefined);
  const paragraphs: string[] = [];
  if (devices.length === 0) paragraphs.push('No device is meant here.');
  else if (having === 0) paragraphs.push(`None of the ${String(devices.length)} devices has a value.`);
  else if (without.length > 0)
    paragraphs.push(
      `Missing on ${String(without.length)} of ${String(devices.length)} devices: ${namesOf(without)}`,
    );
  if (values.length > maxRows)
    paragraphs.push(`${String(values.length)} different values; the most frequent:`);
  const rows = values
    .slice(0, maxRows)
    .map((value) => ({ value: value.text, devices: namesOf(value.devices) }));
  return { title, paragraphs, rows };
}

function namesOf(devices: readonly Device[]): string {
  const names = devices.slice(0, 5).map((device) => device.name);
  return devices.length > names.length
    ? `${names.join(', ')} and ${String(devices.length - names.length)} more`
    : names.join(', ');
}

function hoverTag(template: CommandTemplate, offset: number): HoverInfo | undefined {
  const index = template.tokens.findIndex(
    (token) => token.kind === 'name' && token.start <= offset && offset <= token.end,
  );
  const token = template.tokens[index];
  if (token === undefined) return undefined;
  const before = template.tokens.slice(Math.max(0, index - 2), index).filter((each) => each.kind !== 'space');
  if (before.at(-1)?.kind !== 'tag-open') return undefined;
  const name = template.text.slice(token.start, token.end);
  const info = tagCatalogue.get(name);
  if (info === undefined) return undefined;
  return {
    range: { start: token.start, end: token.end },
    title: `{% ${name} %}`,
    paragraphs: [info.summary],
  };
}

function hoverCommand(
  template: CommandTemplate,
  offset: number,
  context: LanguageContext,
): HoverInfo | undefined {
  const line = commandLinesOf(template).find((each) => each.start <= offset && offset <= each.end);
  if (line === undefined) return undefined;
  const words = wordsOf(line.text);
  const last = words.at(-1);
  if (last === undefined || offset > line.start + last.start + last.word.length) return undefined;
  const plain = words.map(({ word }) => word);
  const found = new Map<string, string[]>();
  for (const id of platformsOfBlock(template, line.block, context)) {
    const match = context.commands.match(id, plain, hole);
    if (match.kind !== 'known' || match.summary === undefined) continue;
    const text = `${match.path} — ${match.summary}`;
    found.set(text, [...(found.get(text) ?? []), id]);
  }
  if (found.size === 0) return undefined;
  const paragraphs = [...found].map(([text, ids]) => `${text} (${ids.join(', ')})`);
  const end = line.start + last.start + last.word.length;
  return { range: { start: line.start, end }, title: template.text.slice(line.start, end), paragraphs };
}
