import type { CommandResult, CommandStatus } from '../../api/run.ts';

/** The result of a command that the device never got. */
export function unsent(index: number, command: string, status: CommandStatus): CommandResult {
  const result = { index, command, status, bytes: 0, durationMs: 0 };
  // of one that was skipped everybody knows
  return status === 'cancelled' ? { ...result, sent: false } : result;
}
