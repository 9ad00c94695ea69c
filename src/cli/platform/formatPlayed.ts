import type { RecordingSource } from '../../core/platform/recording/recording.ts';
import { printable } from '../../core/text/printable.ts';
import type { PlayedCommand, PlayedSession } from '../../engine/platformTest/playRecording.ts';
import { formatTable, type Column } from '../output/formatTable.ts';

const columns: readonly Column<PlayedCommand>[] = [
  { title: 'COMMAND', value: ({ text }) => text },
  { title: 'STATUS', value: ({ status }) => status },
  { title: 'MODE', value: ({ mode, closed }) => (closed ? `${mode}, closed` : mode) },
  { title: 'OUTPUT', value: ({ output }) => lineCount(output) },
  { title: 'REFUSAL OR ERROR', value: ({ failure, error }) => failure ?? error?.message ?? '' },
];

/**
 * What happened when a recording was played: the login, a line for each command with the mode it left the session in, and what
 * came out where the recording does not say what should.
 */
export function formatPlayed(file: string, { recording }: RecordingSource, session: PlayedSession): string {
  const { login, commands } = session;
  if (login === undefined) return `${printable(file)}: no login.\n`;
  const head = `${printable(file)}: logged in, prompt "${printable(login.prompt)}" (${login.mode}).\n`;
  const unsaid = commands.filter((_command, index) => recording.commands[index]?.output === undefined);
  const outputs = unsaid.map(
    ({ text, output }) =>
      `"${printable(text)}" has no "output" in the recording. It gave: ${JSON.stringify(output)}\n`,
  );
  return `${head}${formatTable(columns, commands)}${outputs.join('')}`;
}

function lineCount(output: string): string {
  if (output === '') return 'none';
  const lines = output.split('\n').length - (output.endsWith('\n') ? 1 : 0);
  return lines === 1 ? '1 line' : `${lines} lines`;
}
