import type { CommandResult } from '../../api/run.ts';

/** What is said of lines that were kept apart from outputs, and where they are; empty where there were none. */
export function messagesNote(commands: readonly CommandResult[]): string {
  const kept = commands.flatMap(({ messages }) => (messages === undefined ? [] : [messages]));
  const [first] = kept;
  if (first === undefined) return '';
  const count = kept.reduce((sum, messages) => sum + messages.count, 0);
  const lines = count === 1 ? '1 message line' : `${String(count)} message lines`;
  const more = kept.length > 1 ? ` (+${String(kept.length - 1)} more)` : '';
  return `${lines} kept apart: ${first.file}${more}`;
}
