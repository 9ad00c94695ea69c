import type { Diagnostic } from '../../api/diagnostic.ts';
import type { FilePath } from '../../core/platform/platformFile.ts';
import type { RecordedCommand, RecordingSource } from '../../core/platform/recording/recording.ts';
import type { PlayedCommand, PlayedSession } from './playRecording.ts';

/** What is not as the recording says, with the places in its file. */
export function judgeSession(source: RecordingSource, session: PlayedSession): Diagnostic[] {
  const { recording } = source;
  const findings: Diagnostic[] = [];
  const say = (code: string, path: FilePath, message: string): void => {
    findings.push({ code, severity: 'error', message, at: source.positionOf(path) });
  };
  const { strayed, loginError } = session;
  if (strayed !== undefined) {
    const due = recording.steps[strayed.step];
    const wanted = due === undefined ? 'nothing more' : `${JSON.stringify(due.send)} next`;
    const path = due === undefined ? ['steps'] : ['steps', strayed.step, 'send'];
    const why =
      loginError !== undefined && strayed.got.trim() === ''
        ? ' A line end alone wakes up a device that has shown no prompt of the platform; without "paging.off" it asks for the first prompt again.'
        : '';
    say(
      'recording.strayed',
      path,
      `The session sent ${JSON.stringify(strayed.got)} where the recording has ${wanted}.${why}`,
    );
  }
  if (loginError !== undefined) {
    const { message, hint } = loginError;
    say(
      'recording.no-login',
      ['greeting'],
      `There was no login: ${message}${hint === undefined ? '' : ` ${hint}`}`,
    );
  }
  session.commands.forEach((played, index) => {
    const expected = recording.commands[index];
    if (expected === undefined) return;
    for (const [key, message] of differences(expected, played))
      say('recording.result', ['commands', index, key], `"${played.text}": ${message}`);
  });
  // Whatever follows the first stray line is a consequence of it.
  if (findings.length === 0 && session.left > 0) {
    const step = recording.steps.length - session.left;
    say(
      'recording.left-over',
      ['steps', step],
      `${session.left} steps were never reached; the first is ${JSON.stringify(recording.steps[step]?.send ?? '')}.`,
    );
  }
  const notes = recording.notes ?? 0;
  if (session.loginError === undefined && session.notes.length !== notes) {
    const said = session.notes.map(({ message }) => `"${message}"`).join(', ');
    say(
      'recording.result',
      ['notes'],
      `The user gets ${session.notes.length} notes, not ${notes}${said === '' ? '' : `: ${said}`}.`,
    );
  }
  return findings;
}

function differences(expected: RecordedCommand, played: PlayedCommand): [key: string, message: string][] {
  const found: [string, string][] = [];
  const status = expected.status ?? 'ok';
  if (played.status !== status) {
    const why = played.error === undefined ? '' : `: ${played.error.message}`;
    found.push(['status', `it ends as "${played.status}", not as "${status}"${why}`]);
  }
  if (expected.code !== undefined && expected.code !== played.error?.code)
    found.push(['code', `the error is ${played.error?.code ?? 'none'}, not ${expected.code}.`]);
  if (expected.failure !== undefined && expected.failure !== played.failure)
    found.push(['failure', `the refusal is ${quoted(played.failure)}, not ${quoted(expected.failure)}.`]);
  if (expected.output !== undefined && expected.output !== played.output)
    found.push(['output', firstDifference(expected.output, played.output)]);
  if (expected.messages !== undefined && expected.messages !== played.messages)
    found.push(['messages', `kept apart is ${quoted(played.messages)}, not ${quoted(expected.messages)}.`]);
  if ((expected.closed ?? false) !== played.closed)
    found.push([
      'closed',
      played.closed ? 'the session is closed afterwards.' : 'the session is still open afterwards.',
    ]);
  return found;
}

/** The first line that is not as recorded, both ways. */
function firstDifference(expected: string, got: string): string {
  const wanted = expected.split('\n');
  const came = got.split('\n');
  const line = wanted.findIndex((text, index) => text !== came[index]);
  const place = line < 0 ? wanted.length : line;
  return `the output is not as recorded. Line ${place + 1} is ${quoted(came[place])}, not ${quoted(wanted[place])}.`;
}

function quoted(text: string | undefined): string {
  if (text === undefined) return 'missing';
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}
