import { dirname, resolve } from 'node:path';
import type { RenderOptions } from '../core/template/commandTemplate.ts';
import { ShowrunError } from '../core/errors.ts';
import { printable } from '../core/text/printable.ts';
import { asksOf, type PlanSource } from '../engine/planning/preparePlan.ts';
import { nodeTemplateLoader } from '../store/nodeTemplateLoader.ts';
import type { CliIo } from './cliIo.ts';
import { usageError, type ParsedOptions } from './optionSpec.ts';

/**
 * Run variables from `--set`, answers to the template's questions (from `--set` or the terminal), and where includes come from:
 * the template's own folder and below.
 * Throws `cli.usage` for a malformed `--set` and `cli.unanswered` for a question that nobody answers.
 */
export async function renderOptionsFrom(
  options: ParsedOptions,
  source: PlanSource,
  io: CliIo,
): Promise<RenderOptions> {
  const variables = new Map(options.list('set').map(parseAssignment));
  const answers = new Map<string, string>();
  for (const { name, question } of asksOf(source))
    answers.set(name, await answer(name, question, variables, io));
  const folder = source.kind === 'template' ? dirname(resolve(io.cwd, source.path)) : io.cwd;
  return { variables, answers, loader: nodeTemplateLoader(folder, io.cwd) };
}

function parseAssignment(text: string): [string, string] {
  const match = /^([A-Za-z_]\w*)=(.*)$/s.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) {
    throw usageError(`--set takes NAME=VALUE, not "${printable(text)}".`);
  }
  return [match[1], match[2]];
}

async function answer(
  name: string,
  question: string,
  variables: ReadonlyMap<string, string>,
  io: CliIo,
): Promise<string> {
  const given = variables.get(name);
  if (given !== undefined) return given;
  if (io.ask === undefined) {
    throw new ShowrunError(
      'cli.unanswered',
      `The template asks "${question}" (${name}), and there is no terminal.`,
      {
        hint: `Give --set ${name}=….`,
      },
    );
  }
  return await io.ask(`${printable(question)}: `, { echo: true }, new AbortController().signal);
}
