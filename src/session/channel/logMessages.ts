/** Tells lines that a device's logging has written. */
export type IsMessage = (line: string) => boolean;

/** A prompt that has nothing but messages behind it. */
export interface PromptBeforeMessages {
  /** Where the prompt begins. */
  readonly start: number;
  /** Where what stands behind the prompt begins. */
  readonly end: number;
  readonly messages: number;
}

/**
 * Finds a prompt that stands at the beginning of a line and has only messages and empty lines behind it. Undefined where there
 * is none. A prompt that is the newest line counts with no message at all.
 */
export function promptBeforeMessages(
  lines: string,
  prompt: string,
  isMessage: IsMessage,
): PromptBeforeMessages | undefined {
  if (prompt.length < 2) return undefined;
  let end = lines.length;
  let messages = 0;
  while (end > 0) {
    const start = end < 2 ? 0 : lines.lastIndexOf('\n', end - 2) + 1;
    const line = lines.slice(start, end).trimEnd();
    if (line.startsWith(prompt) && isMessage(line.slice(prompt.length))) {
      return { start, end: start + prompt.length, messages: messages + 1 };
    }
    if (isMessage(line)) messages++;
    else if (line.trim() !== '') {
      const from = promptAt(lines, start + line.length, prompt);
      if (from === undefined || (messages === 0 && end !== lines.length)) return undefined;
      return { start: from, end, messages };
    }
    end = start;
  }
  return undefined;
}

/** Where the prompt begins that ends at `end`; undefined unless it fills whole lines. */
function promptAt(lines: string, end: number, prompt: string): number | undefined {
  if (!lines.endsWith(prompt, end)) return undefined;
  const start = end - prompt.length;
  return start === 0 || lines[start - 1] === '\n' ? start : undefined;
}

/**
 * The lines that are worth keeping of what stood where no output can stand: in front of the echo, or behind the prompt.
 * Empty lines, the prompt that was shown again and a beginning of the echo are not.
 */
export function strayLines(text: string, prompt: string, command: string): string {
  const promptLines = new Set(prompt.split('\n').map((line) => line.trim()));
  let kept = '';
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '' || promptLines.has(trimmed)) continue;
    const typed = prompt !== '' && trimmed.startsWith(prompt) ? trimmed.slice(prompt.length) : trimmed;
    if (command.startsWith(typed.trim())) continue;
    kept += `${line.trimEnd()}\n`;
  }
  return kept;
}
