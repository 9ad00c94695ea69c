import { functionTable } from '../functions/functionTable.ts';
import type { BoundArguments } from '../functions/parameters.ts';
import type { FilterAction } from '../functions/services.ts';
import { TemplateFault } from '../templateFault.ts';
import { checkTextLength } from '../values/budget.ts';
import { toText } from '../values/printValue.ts';
import { TupleValue, type Value } from '../values/value.ts';
import { matchesOf, type RegexFlags, type RegexMatch } from './compileRegex.ts';

/** Filters with regular expressions, named as in Ansible. */
export const regexFilters = functionTable<FilterAction>([
  [
    'regex_replace',
    'pattern="", replacement="", ignorecase=false, multiline=false, count=0',
    'With each match replaced; \\1 and \\g<name> stand for groups.',
    '{{ interface | regex_replace("^Gi", "GigabitEthernet") }}',
    replaceMatches,
  ],
  [
    'regex_search',
    'pattern, *groups, multiline=false, ignorecase=false',
    'The first match, or the groups asked for; none where there is no match.',
    '{{ version | regex_search("\\d+\\.\\d+") }}',
    search,
  ],
  [
    'regex_findall',
    'pattern, multiline=false, ignorecase=false',
    'Every match as a list; of its groups where there are any.',
    '{{ text | regex_findall("\\d+") }}',
    (input, args) => matchesOf(toText(input), args.text('pattern'), flagsOf(args)).map(foundOf),
  ],
  [
    'regex_escape',
    '',
    'With a backslash before what has a meaning in a regular expression.',
    '{{ interface | regex_escape }}',
    (input) => toText(input).replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, '\\$&'),
  ],
]);

function flagsOf(args: BoundArguments): RegexFlags {
  return { ignoreCase: args.flag('ignorecase'), multiLine: args.flag('multiline') };
}

function replaceMatches(input: Value, args: BoundArguments): Value {
  const text = toText(input);
  const count = args.whole('count', 0);
  const limit = count > 0 ? count : Number.POSITIVE_INFINITY;
  const parts = replacementParts(args.text('replacement'));
  let result = '';
  let end = 0;
  for (const match of matchesOf(text, args.text('pattern'), flagsOf(args), limit)) {
    result += text.slice(end, match.start) + parts.map((part) => fill(part, match)).join('');
    checkTextLength(result.length);
    end = match.end;
  }
  return result + text.slice(end);
}

type ReplacementPart = { readonly text: string } | { readonly group: string };

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\' };

function replacementParts(replacement: string): ReplacementPart[] {
  const parts: ReplacementPart[] = [];
  for (const [whole, name, digits, other] of replacement.matchAll(
    /\\(?:g<([^>]*)>|([1-9]\d?)|([^]))|[^\\]+|\\/g,
  )) {
    const group = name ?? digits;
    if (group !== undefined) parts.push({ group });
    else if (other === undefined) parts.push({ text: whole });
    else if (/[A-Za-z]/.test(other) && escapes[other] === undefined) {
      throw new TemplateFault(
        'template.regex',
        `"\\${other}" has no meaning in a replacement. Write \\\\ for a backslash.`,
      );
    } else parts.push({ text: escapes[other] ?? whole });
  }
  return parts;
}

function fill(part: ReplacementPart, match: RegexMatch): string {
  return 'text' in part ? part.text : groupOf(match, part.group);
}

function groupOf(match: RegexMatch, name: string): string {
  const index = /^\d+$/.test(name) ? Number(name) : match.named.get(name);
  if (index === undefined || index >= match.groups.length) {
    throw new TemplateFault('template.regex', `The regular expression has no group "${name}".`);
  }
  return match.groups[index] ?? '';
}

function search(input: Value, args: BoundArguments): Value {
  const [match] = matchesOf(toText(input), args.text('pattern'), flagsOf(args), 1);
  if (match === undefined) return null;
  if (args.rest.length === 0) return match.groups[0] ?? null;
  return args.rest.map((group) => {
    const name = /^\\(?:g<(.+)>|(\d+))$/.exec(toText(group));
    if (name === null)
      throw new TemplateFault('template.regex', 'Ask for groups as "\\\\1" or "\\\\g<name>".');
    return groupOf(match, name[1] ?? name[2] ?? '');
  });
}

function foundOf(match: RegexMatch): Value {
  const groups = match.groups.slice(1).map((group) => group ?? '');
  if (groups.length === 0) return match.groups[0] ?? '';
  return groups.length === 1 ? (groups[0] ?? '') : new TupleValue(groups);
}
