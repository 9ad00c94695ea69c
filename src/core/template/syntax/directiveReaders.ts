import type { CommandMode } from '../../../api/template.ts';
import { parseFilter } from '../../inventory/filter/parseFilter.ts';
import { closestName } from '../../text/closestName.ts';
import type { Directives } from '../commandTemplate.ts';
import { TemplateFault } from '../templateFault.ts';
import { directiveCatalogue } from './directiveCatalogue.ts';
import { readExpect } from './readExpect.ts';
import { parseInline } from './parseInline.ts';
import type { DirectiveNode, Identifier } from './nodes.ts';
import type { Section } from './section.ts';
import type { SectionReader } from './sectionReader.ts';

/** Reads one directive into its section. Throws `TemplateFault`. */
export type DirectiveReader = (reader: SectionReader, node: DirectiveNode, section: Section) => void;

/** Longest timeout in seconds: a day. */
const maxTimeout = 86_400;
/** More sessions than this no platform is said to bear. */
const maxParallel = 16;

/** How each directive of the catalogue is read. */
export const directiveReaders: ReadonlyMap<string, DirectiveReader> = new Map<string, DirectiveReader>([
  ['filter', readFilter],
  ['platform', readPlatforms],
  ['timeout', readTimeout],
  [
    'mode',
    (_reader, node, section) => {
      add(section, { mode: oneOf(node, ['exec', 'enable', 'config']) as CommandMode });
    },
  ],
  [
    'expect',
    (reader, node, section) => {
      section.expects.push(readExpect(reader.text, required(node)));
    },
  ],
  [
    'parse',
    (_reader, node, section) => {
      add(section, { parse: required(node).name });
    },
  ],
  [
    'on-error',
    (_reader, node, section) => {
      add(section, { onError: oneOf(node, ['continue', 'stop']) as 'continue' | 'stop' });
    },
  ],
  ['confirm', readConfirm],
  ['parallel', readParallel],
  ['set', readSet],
  ['ask', readAsk],
]);

function add(section: Section, directives: Directives): void {
  section.directives = { ...section.directives, ...directives };
}

function required(node: DirectiveNode): Identifier {
  if (node.value.name !== '') return node.value;
  const usage = directiveCatalogue.get(node.name.name)?.usage ?? '';
  throw bad(node, `"@${node.name.name}" needs a value: ${usage}`);
}

function bad(node: DirectiveNode, message: string, replacement?: string): TemplateFault {
  const range = node.value.name === '' ? node.name : node.value;
  return new TemplateFault('template.directive-value', message, range, replacement);
}

function oneOf(node: DirectiveNode, values: readonly string[]): string {
  const value = required(node).name;
  if (values.includes(value)) return value;
  const near = closestName(value, values);
  const question = near === undefined ? '' : ` Did you mean "${near}"?`;
  throw bad(node, `"@${node.name.name}" can be ${values.join(', ')}; found "${value}".${question}`, near);
}

function readFilter(reader: SectionReader, node: DirectiveNode, section: Section): void {
  const { name: text, start, end } = required(node);
  const at = reader.lines.position(start, end);
  add(section, { filter: { text, at } });
  const parsed = parseFilter(text);
  if (!('fault' in parsed)) return;
  const { code, message, replacement, ...place } = parsed.fault;
  const range = { start: start + place.start, end: start + place.end };
  throw new TemplateFault(code, message, range, replacement);
}

function readPlatforms(reader: SectionReader, node: DirectiveNode, section: Section): void {
  const value = required(node);
  const platforms = [...value.name.matchAll(/[^\s,;]+/g)].map((hit) => {
    const start = value.start + hit.index;
    return { name: hit[0], at: reader.lines.position(start, start + hit[0].length) };
  });
  if (platforms.length === 0)
    throw bad(node, '"@platform" needs the names of platforms: # @platform cisco_ios');
  add(section, { platforms });
}

function readTimeout(_reader: SectionReader, node: DirectiveNode, section: Section): void {
  const value = required(node).name;
  const seconds = /^(\d+(?:\.\d+)?)\s*s?$/.exec(value)?.[1];
  const timeout = Number(seconds);
  if (seconds === undefined || timeout <= 0 || timeout > maxTimeout) {
    throw bad(node, `"@timeout" is a number of seconds from 1 to ${String(maxTimeout)}; found "${value}".`);
  }
  add(section, { timeout });
}

function readParallel(reader: SectionReader, node: DirectiveNode, section: Section): void {
  const { name: value, start, end } = node.value.name === '' ? node.name : node.value;
  const sessions = node.value.name === '' ? maxParallel : Number(value);
  if (node.value.name !== '' && (!/^\d+$/.test(value) || sessions < 1 || sessions > maxParallel)) {
    throw bad(
      node,
      `"@parallel" is a number of commands at the same time on one device, from 1 to ${String(maxParallel)}, or stands alone; found "${value}".`,
    );
  }
  add(section, { parallel: { sessions, at: reader.lines.position(start, end) } });
}

function readConfirm(_reader: SectionReader, node: DirectiveNode, section: Section): void {
  const confirm = node.value.name === '' || oneOf(node, ['true', 'false']) === 'true';
  add(section, { confirm });
}

function readSet(reader: SectionReader, node: DirectiveNode, section: Section): void {
  const value = required(node);
  const parts = /^([\p{ID_Start}_][\p{ID_Continue}]*)(\s*=\s*)(?=\S)/u.exec(value.name);
  const name = parts?.[1];
  if (parts === null || name === undefined)
    throw bad(node, 'Write "# @set name = value", for example # @set vlan = 10');
  const expression = parseInline(reader.text, { start: value.start + parts[0].length, end: value.end });
  section.sets.push({
    name: { name, start: value.start, end: value.start + name.length },
    value: expression,
    start: node.start,
    end: node.end,
  });
}

function readAsk(reader: SectionReader, node: DirectiveNode): void {
  const value = required(node);
  const parts = /^([\p{ID_Start}_][\p{ID_Continue}]*)(?:\s+(.*))?$/u.exec(value.name);
  const name = parts?.[1];
  if (parts === null || name === undefined) {
    throw bad(node, 'Write "# @ask name "Question"", for example # @ask ticket "Change number"');
  }
  if (reader.asks.some((ask) => ask.name === name)) {
    throw new TemplateFault('template.directive-repeated', `"${name}" is already asked for.`, value);
  }
  const question = (parts[2] ?? name).replace(/^(["'])(.*)\1$/, '$2');
  const at = reader.lines.position(node.value.start, node.value.start + name.length);
  reader.asks.push({ name, question, at });
}
