import { Readable } from 'node:stream';
import type { CliIo } from '../../../src/cli/cliIo.ts';

/** A command line without a process: what was written can be read back, what a person would type is given. */
export interface FakeIo extends CliIo {
  readonly out: () => string;
  readonly err: () => string;
  readonly asked: string[];
}

export function fakeIo(
  options: { env?: Record<string, string>; answers?: string[]; cwd?: string; input?: readonly string[] } = {},
): FakeIo {
  const written = { out: '', err: '' };
  const { input } = options;
  const asked: string[] = [];
  const answers = [...(options.answers ?? [])];
  return {
    stdout: { isTerminal: false, columns: 80, write: (text) => void (written.out += text) },
    stderr: { isTerminal: false, columns: 80, write: (text) => void (written.err += text) },
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    home: '/nowhere',
    ...(options.answers === undefined
      ? {}
      : {
          ask: (prompt) => {
            asked.push(prompt);
            return Promise.resolve(answers.shift() ?? '');
          },
        }),
    ...(input === undefined ? {} : { input: () => Readable.from(input) }),
    onInterrupt: () => () => undefined,
    out: () => written.out,
    err: () => written.err,
    asked,
  };
}
