import type { CommandResult } from '../../api/run.ts';

/** A message without the device's name in front, for lines that begin with that name. */
export function withoutName(device: string, message: string): string {
  const name = `${device}: `;
  return message.startsWith(name) ? message.slice(name.length) : message;
}

/** What became of a command that is not fine: its text, unless the message quotes it, and the reason. */
export function failedCommand(device: string, { command, status, error }: CommandResult): string {
  const message = withoutName(device, error?.message ?? status);
  return message.includes(`"${command}"`) ? message : `${command}: ${message}`;
}
