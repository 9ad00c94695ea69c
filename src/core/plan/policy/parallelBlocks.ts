import type { RenderedCommand } from '../../../api/template.ts';
import { changesSession } from './changesSession.ts';
import { commandSegments } from './commandSegments.ts';
import { entersConfiguration } from './heldCommands.ts';

/** Lines that end a session, or a mode of it. */
const endsSession = /^(?:exit|quit|logout|log-?off|bye|end|return|disable)\b/i;
/** `show` as most people write it; a shell that is given something to run ends with it. */
const abbreviatedShow = /^sh\s+[a-z]/i;

/** What decides whether a line may be sent while others of its block are being answered. */
type Judged = Pick<RenderedCommand, 'text' | 'mode' | 'expect' | 'confirm'>;

/**
 * Why a command must have its device for itself, or undefined where it may run beside others of its block over sessions of
 * their own. Completes "this line …". Whether the policy holds it back has to be known besides.
 */
export function aloneReason({ text, mode, expect, confirm }: Judged): string | undefined {
  if (mode === 'config') return 'configures the device';
  if (confirm === true) return 'needs a confirmation';
  if (expect.length > 0) return 'answers a question (@expect)';
  const parts = [text.trim(), ...commandSegments(text).map((segment) => segment.text)];
  if (parts.some((part) => entersConfiguration.test(part))) return 'may configure the device';
  if (parts.some((part) => endsSession.test(part))) return 'may end the session';
  if (parts.some((part) => changesSession(part) && !abbreviatedShow.test(part)))
    return 'may change the session that it is sent in';
  return undefined;
}

/** How a command was asked to be sent. */
type Grouped = Pick<RenderedCommand, 'block' | 'parallel'>;

/** Where the lines of a `@parallel` block end that begins at `start` (exclusive); `start + 1` where there is none. */
export function parallelEnd(commands: readonly Grouped[], start: number): number {
  const first = commands[start];
  let end = start + 1;
  if (first?.parallel === undefined || first.parallel < 2) return end;
  while (commands[end]?.parallel === first.parallel && commands[end]?.block === first.block) end += 1;
  return end;
}
