/** Tells lines that a device's logging has written; see `MessagePatterns`. */
export interface MessageTeller {
  isMessage(line: string): boolean;
  mayFollow(line: string): boolean;
}

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
  teller: MessageTeller,
): PromptBeforeMessages | undefined {
  if (prompt.length < 2) return undefined;
  let end = lines.length;
  let messages = 0;
  /** Lines that were seen and belong to a message only if one stands in front of them. */
  let following = 0;
  while (end > 0) {
    const start = end < 2 ? 0 : lines.lastIndexOf('\n', end - 2) + 1;
    const line = lines.slice(start, end).trimEnd();
    if (line.startsWith(prompt) && teller.isMessage(line.slice(prompt.length))) {
      return { start, end: start + prompt.length, messages: messages + 1 };
    }
    if (teller.isMessage(line)) {
      messages++;
      following = 0;
    } else if (line.trim() !== '') {
      const from = promptAt(lines, start + line.length, prompt);
      if (from !== undefined) return placed({ start: from, end, messages }, following, lines.length);
      if (!teller.mayFollow(line)) return undefined;
      following++;
    }
    end = start;
  }
  return undefined;
}

function placed(
  place: PromptBeforeMessages,
  following: number,
  length: number,
): PromptBeforeMessages | undefined {
  return following > 0 || (place.messages === 0 && place.end !== length) ? undefined : place;
}

/** Where the prompt begins that ends at `end`; undefined unless it fills whole lines. */
function promptAt(lines: string, end: number, prompt: string): number | undefined {
  if (!lines.endsWith(prompt, end)) return undefined;
  const start = end - prompt.length;
  return start === 0 || lines[start - 1] === '\n' ? start : undefined;
}

/** The messages in a text, with the lines that belong to them. */
export function messageLines(text: string, teller: MessageTeller): string {
  if (text.indexOf('\n') === text.length - 1 && !teller.isMessage(text)) return '';
  let kept = '';
  let inMessage = false;
  for (const line of text.split('\n')) {
    inMessage = teller.isMessage(line) || (inMessage && teller.mayFollow(line));
    if (inMessage) kept += `${line}\n`;
  }
  return kept;
}

/** A text without the first lines of a prompt of several lines that it ends with. */
export function withoutPromptHead(lines: string, prompt: string): string {
  let head = '';
  for (const line of prompt.split('\n').slice(0, -1)) {
    head += `${line}\n`;
    if (lines.endsWith(head)) return lines.slice(0, lines.length - head.length);
  }
  return lines;
}

/**
 * The lines that are worth keeping of what stood where no output can stand: in front of the echo, or behind the prompt.
 * Empty lines, the prompt that was shown again and a beginning of the echo are not.
 */
export function strayLines(text: string, prompt: string, command: string): string {
  if (text === '') return '';
  const promptLines = new Set(prompt.split('\n').map((line) => line.trim()));
  let kept = '';
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '' || promptLines.has(trimmed)) continue;
    const typed = prompt !== '' && trimmed.startsWith(prompt) ? trimmed.slice(prompt.length) : trimmed;
    if (command.startsWith(typed.trim())) continue;
    kept += `${line}\n`;
  }
  return kept;
}
