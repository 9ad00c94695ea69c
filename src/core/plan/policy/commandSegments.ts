/** Words that run the rest of the line as a command of its own. */
const wrapper =
  /^(?:sudo(?:\s+-(?:[CDghprRTtUu]\s+(?!-)\S+|\S+))*|doas|do|run|exec|nohup|time|env|command|builtin|busybox)\s+/i;

/** Pipe targets that write or run something; all others only filter the output. */
const actingFilter = /^(?:redirect|append|tee|save|sh|bash|zsh|python3?|perl|xargs|sudo|dd|request)\b/i;

/** A part of a line that a device would run by itself. */
export interface CommandSegment {
  readonly text: string;
  /** True behind a pipe. */
  readonly filter: boolean;
}

/**
 * The commands that one line can hold: cut at `;`, `&`, `&&`, `||`, command substitutions, brackets and pipes, with `sudo`,
 * `do`, `run`, assignments, quotes and folders of programs taken off. Cutting too much is harmless: the parts are only looked at.
 * Brackets behind a pipe are taken as part of a filter's pattern: `show log | include (up|reload)`.
 */
export function commandSegments(line: string): CommandSegment[] {
  const pieces = line.split(/(\|\||&&|\$\(|[;&|`()\n])/);
  const segments: CommandSegment[] = [];
  let filter = false;
  for (let index = 0; index < pieces.length; index += 2) {
    const separator = pieces[index - 1];
    if (separator === '|') filter = true;
    else if (separator !== '(' && separator !== ')') filter = false;
    const text = unwrapped(pieces[index] ?? '');
    if (text !== '') segments.push({ text, filter });
  }
  return segments;
}

/** True for a pipe into something that writes or runs. */
export function isActingFilter(segment: CommandSegment): boolean {
  return segment.filter && actingFilter.test(segment.text);
}

function unwrapped(text: string): string {
  let rest = text.trim();
  // Four are more than anybody stacks; the rest of an endless row is looked at as it is.
  for (let round = 0; round < 4; round++) {
    const without = rest.replace(/^(?:[\\'"!{]|\w+=\S*\s+)\s*/, '').replace(wrapper, '');
    if (without === rest) break;
    rest = without;
  }
  return rest.replace(/^(?:\/[\w.-]+)*\/(?=[\w.-]+(?:\s|$))/, '');
}
