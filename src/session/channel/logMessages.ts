/** The mark of a log message on network devices: `%SYS-5-CONFIG_I:`, `%ASA-6-302013:`, `%LINK-SP-3-UPDOWN:`. */
const logMark = /%[A-Z][A-Z0-9_]{0,40}(?:-[A-Z0-9_]{1,40}){0,3}-\d-\w{1,60}:/;

/** True for a line that a device's logging has written between other things. */
export function isLogMessage(line: string): boolean {
  return logMark.test(line.slice(0, 300));
}

/**
 * Where a line stands that is nothing but the prompt and has only log messages and empty lines behind it, at least one of
 * them a message. Undefined where there is none.
 */
export function promptBeforeLogs(lines: string, prompt: string): number | undefined {
  if (prompt.length < 2 || prompt.includes('\n')) return undefined;
  let end = lines.length;
  let messages = 0;
  while (end > 0) {
    const start = end < 2 ? 0 : lines.lastIndexOf('\n', end - 2) + 1;
    const line = lines.slice(start, end).trim();
    if (isLogMessage(line)) messages++;
    else if (line !== '') return line === prompt ? placed(start, messages, lines, end) : undefined;
    end = start;
  }
  return undefined;
}

/** The prompt itself may be the newest line: a message can still follow. */
function placed(start: number, messages: number, lines: string, end: number): number | undefined {
  return messages > 0 || end === lines.length ? start : undefined;
}
