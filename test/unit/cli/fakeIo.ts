import { Readable } from 'node:stream';
import type { CliIo, CliStream } from '../../../src/cli/cliIo.ts';

/** A command line without a process: what was written can be read back, what a person would type is given. */
export interface FakeIo extends CliIo {
  readonly out: () => string;
  readonly err: () => string;
  readonly asked: string[];
  /** Whether what was typed would have been shown, for each question. */
  readonly echoed: boolean[];
}

/** Standard output or error of nobody. */
export function fakeStream(write: (text: string) => void, more: Partial<CliStream> = {}): CliStream {
  return {
    isTerminal: false,
    columns: 80,
    write,
    ready: () => Promise.resolve(),
    isGone: () => false,
    ...more,
  };
}

export function fakeIo(
  options: { env?: Record<string, string>; answers?: string[]; cwd?: string; input?: readonly string[] } = {},
): FakeIo {
  const written = { out: '', err: '' };
  const { input } = options;
  const asked: string[] = [];
  const echoed: boolean[] = [];
  const answers = [...(options.answers ?? [])];
  return {
    stdout: fakeStream((text) => (written.out += text)),
    stderr: fakeStream((text) => (written.err += text)),
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    home: '/nowhere',
    ...(options.answers === undefined
      ? {}
      : {
          ask: (prompt, { echo }) => {
            asked.push(prompt);
            echoed.push(echo);
            return Promise.resolve(answers.shift() ?? '');
          },
        }),
    ...(input === undefined ? {} : { input: () => Readable.from(input) }),
    onInterrupt: () => () => undefined,
    out: () => written.out,
    err: () => written.err,
    asked,
    echoed,
  };
}
