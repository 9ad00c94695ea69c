import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** One line or key that was sent, and the bytes that came back. */
export interface RecordedStep {
  readonly send: string;
  readonly reply: string;
}

/** A recorded session of a real device, as Oxidized keeps it (`*simulation.yaml`). */
export interface Simulation {
  /** What the device said after the login; undefined where it was recorded without a terminal. */
  readonly greeting: string | undefined;
  readonly steps: readonly RecordedStep[];
  /** True where the steps came in this order, and a line can come twice. */
  readonly ordered: boolean;
  readonly lineEnd: string;
}

/** A command of a recording and what a session has to make of it. */
export interface RecordedCommand {
  readonly text: string;
  readonly output: string;
  /** The prompt behind it; undefined where it was recorded without a terminal. */
  readonly prompt: string | undefined;
}

/** Reads one file. Map values that YAML folded (a plain scalar) are as harmless as the block ones. */
export function readSimulation(path: string): Simulation {
  const file = parse(readFileSync(path, 'utf8')) as {
    init_prompt: string | null;
    command_newline?: string;
    commands: Record<string, string | null> | Record<string, string | null>[];
  };
  const ordered = Array.isArray(file.commands);
  const entries = Array.isArray(file.commands)
    ? file.commands.flatMap((entry) => Object.entries(entry))
    : Object.entries(file.commands);
  return {
    greeting: file.init_prompt === null ? undefined : unescape(file.init_prompt),
    steps: entries.map(([send, reply]) => ({ send: unescape(send), reply: unescape(reply ?? '') })),
    ordered,
    lineEnd: file.command_newline ?? '\n',
  };
}

const escapes: Readonly<Record<string, string>> = {
  r: '\r',
  n: '\n',
  t: '\t',
  e: '\x1b',
  b: '\b',
  a: '\x07',
  f: '\f',
  v: '\v',
  0: '\0',
};

/** The bytes of a text with the escapes of a Ruby string. */
function unescape(text: string): string {
  return text.replaceAll(
    /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|([^]))/g,
    (_whole, hex?: string, code?: string, char?: string) =>
      char === undefined
        ? String.fromCharCode(Number.parseInt(hex ?? code ?? '0', 16))
        : (escapes[char] ?? char),
  );
}

/** Sequences for the terminal, and what repaints a pager's text: `\b\b   \b\b`. */
const forTheTerminal = /\x1b(?:\[[\d;?]*[A-Za-z]|[=>])|\r|\0/g;
const repaint = /^[\b]+ +[\b]+/;
/** Messages that logging wrote behind a pager. */
const messages = /(?:\n\d{4}\/\d\d\/\d\d .*)+\s*$/;

/** Takes a pager off the end of a text: as much of it as the device paints over when it goes on. */
function withoutPager(text: string, next: string): string {
  const body = text.replace(messages, '');
  const painted = /^[\b]*/.exec(next.replaceAll(forTheTerminal, ''))?.[0].length ?? 0;
  return body.slice(0, body.length - painted);
}

/** The last line of a text, without blanks at its end. */
export function lastLine(text: string): string {
  return clean(text).split('\n').at(-1)?.trimEnd() ?? '';
}

function clean(text: string): string {
  return text.replaceAll(forTheTerminal, '');
}

/**
 * The commands of a recording with what came back, less the echo, the pagers and the prompt behind it. Keys for a pager belong to the
 * command before them.
 */
export function recordedCommands(simulation: Simulation): RecordedCommand[] {
  const commands: { text: string; replies: string[] }[] = [];
  for (const { send, reply } of simulation.steps) {
    if (send.endsWith('\n')) commands.push({ text: send.trimEnd(), replies: [reply] });
    else commands.at(-1)?.replies.push(reply);
  }
  return commands.map(({ text, replies }) => {
    const parts = replies.map((reply, index) => {
      const body = clean(reply).replace(repaint, '');
      return index < replies.length - 1 ? withoutPager(body, replies[index + 1] ?? '') : body;
    });
    const whole = parts.join('');
    if (simulation.greeting === undefined || !hasPrompts(simulation))
      return { text, output: `${whole}\n`, prompt: undefined };
    const echo = whole.startsWith(`${text}\n`) ? text.length + 1 : 0;
    const prompt = whole.lastIndexOf('\n') + 1;
    return { text, output: whole.slice(echo, prompt), prompt: whole.slice(prompt).trimEnd() };
  });
}

/** False where the outputs were recorded without a terminal: no echo, no prompt. */
export function hasPrompts(simulation: Simulation): boolean {
  const { greeting, steps } = simulation;
  if (greeting === undefined) return false;
  const end = lastLine(greeting).slice(-1);
  return steps.some(
    ({ send, reply }) => send.endsWith('\n') && clean(reply).startsWith(send.trimEnd()) && end !== '',
  );
}
