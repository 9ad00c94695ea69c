/** Words that run the rest of the line as a command of its own. */
const wrapper =
  /^(?:sudo(?:\s+-[A-Za-z]+(?:\s+(?!-)[\w.]+)?)*|doas|do|run|exec|nohup|time|env|command|builtin|busybox)\s+/i;

/** Pipe targets that write or run something; all others only filter the output. */
const actingFilter = /^(?:redirect|append|tee|save|sh|bash|zsh|python3?|perl|xargs|sudo|dd|request)\b/i;

/** A part of a line that a device would run by itself. */
export interface CommandSegment {
  readonly text: string;
  /** True behind a pipe. */
  readonly filter: boolean;
}

/**
 * The commands that one line can hold: cut at `;`, `&`, `&&`, `||`, command substitutions and pipes, with `sudo`, `do`,
 * `run` and folders of programs taken off. Cutting too much is harmless: the parts are only looked at.
 */
export function commandSegments(line: string): CommandSegment[] {
  const pieces = line.split(/(\|\||&&|[;&|`()\n])/);
  const segments: CommandSegment[] = [];
  for (let index = 0; index < pieces.length; index += 2) {
    const text = unwrapped(pieces[index] ?? '');
    if (text !== '') segments.push({ text, filter: pieces[index - 1] === '|' });
  }
  return segments;
}

/** True for a pipe into something that writes or runs. */
export function isActingFilter(segment: CommandSegment): boolean {
  return segment.filter && actingFilter.test(segment.text);
}

function unwrapped(text: string): string {
  let rest = text.trim();
  for (let round = 0; round < 4; round++) {
    const without = rest.replace(wrapper, '');
    if (without === rest) break;
    rest = without;
  }
  return rest.replace(/^(?:\/[\w.-]+)*\/(?=[\w.-]+(?:\s|$))/, '').replace(/^[({]\s*/, '');
}
