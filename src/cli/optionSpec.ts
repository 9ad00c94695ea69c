import { parseArgs } from 'node:util';
import { ShowrunError } from '../core/errors.ts';
import { closestName } from '../core/text/closestName.ts';

/** One option of a command: help text and parsing come from the same entry. */
export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** Name of the value in the help text; an option without one is a switch. */
  readonly value?: string;
  readonly multiple?: boolean;
  /** The only values allowed. */
  readonly choices?: readonly string[];
  readonly help: string;
}

/** Parsed options by name, and what was left. */
export class ParsedOptions {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];

  constructor(values: Readonly<Record<string, unknown>>, positionals: readonly string[]) {
    this.#values = values;
    this.positionals = positionals;
  }

  /** The same, with other values where none is given. */
  or(values: Readonly<Record<string, string>>): ParsedOptions {
    return new ParsedOptions({ ...values, ...this.#values }, this.positionals);
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' ? value : undefined;
  }

  list(name: string): string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  }

  /** A whole number of at least `minimum`. Throws `cli.usage`. */
  number(name: string, minimum: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < minimum) {
      throw usageError(`--${name} takes a whole number from ${minimum}, not "${text}".`);
    }
    return value;
  }
}

/** The error for everything that is wrong with the words of a command line. */
export function usageError(message: string): ShowrunError {
  return new ShowrunError('cli.usage', message);
}

/**
 * Parses the words after the command's name. Throws `cli.usage`, with a suggestion for a mistyped option; also for an empty value
 * and for an option that is given twice and holds one value.
 */
export function parseOptions(specs: readonly OptionSpec[], words: readonly string[]): ParsedOptions {
  const options = Object.fromEntries(
    specs.map((spec) => [
      spec.name,
      {
        type: spec.value === undefined ? ('boolean' as const) : ('string' as const),
        ...(spec.short === undefined ? {} : { short: spec.short }),
        ...(spec.multiple === true ? { multiple: true } : {}),
      },
    ]),
  );
  const parsed = parseWords(specs, options, words);
  for (const spec of specs) checkChoice(spec, parsed.text(spec.name));
  return parsed;
}

function parseWords(
  specs: readonly OptionSpec[],
  options: NonNullable<Parameters<typeof parseArgs>[0]>['options'],
  words: readonly string[],
): ParsedOptions {
  try {
    const { values, positionals, tokens } = parseArgs({
      args: joinDashedValues(specs, words),
      options: options ?? {},
      allowPositionals: true,
      tokens: true,
    });
    const given = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []));
    for (const spec of specs) {
      checkGiven(
        spec,
        given.filter(({ name }) => name === spec.name).map(({ value }) => value ?? ''),
      );
    }
    return new ParsedOptions(values, positionals);
  } catch (error) {
    if (error instanceof ShowrunError) throw error;
    const message = error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error);
    const unknown = /Unknown option '(-+)([^'=]*)/.exec(message);
    const near =
      unknown?.[1] === '--'
        ? closestName(
            unknown[2] ?? '',
            specs.map((spec) => spec.name),
          )
        : undefined;
    if (unknown?.[2]?.startsWith('pass') === true) {
      throw usageError(
        `${message}. A password is never an argument: SHOWRUN_PASSWORD, --password-command or a prompt.`,
      );
    }
    throw usageError(`${message}.${near === undefined ? '' : ` Did you mean --${near}?`}`);
  }
}

/**
 * A value that is empty is a shell variable that is not set, and of two values only one could hold: going on would mean more
 * devices, or other commands, than somebody has in mind.
 */
function checkGiven(spec: OptionSpec, values: readonly string[]): void {
  if (spec.value === undefined) return;
  if (values.some((value) => value.trim() === ''))
    throw usageError(`--${spec.name} is empty. Give it a value, or leave it out.`);
  if (spec.multiple !== true && values.length > 1)
    throw usageError(`--${spec.name} is given ${String(values.length)} times. Give it once.`);
}

/**
 * `--filter -tag:lab` as `--filter=-tag:lab`: a value may begin with a dash. What is itself an option stays one, so that a
 * forgotten value is still noticed.
 */
function joinDashedValues(specs: readonly OptionSpec[], words: readonly string[]): string[] {
  const names = new Map(
    specs.flatMap((spec): (readonly [string, OptionSpec])[] => [
      [`--${spec.name}`, spec],
      ...(spec.short === undefined ? [] : [[`-${spec.short}`, spec] as const]),
    ]),
  );
  const joined: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const next = words[index + 1];
    const spec = names.get(word);
    if (spec?.value !== undefined && next?.startsWith('-') === true && next !== '--' && !names.has(next)) {
      joined.push(`--${spec.name}=${next}`);
      index++;
    } else joined.push(word);
  }
  return joined;
}

function checkChoice(spec: OptionSpec, value: string | undefined): void {
  if (spec.choices === undefined || value === undefined || spec.choices.includes(value)) return;
  throw usageError(`--${spec.name} is one of ${spec.choices.join(', ')}, not "${value}".`);
}
