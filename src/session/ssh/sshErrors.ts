import { ShowrunError } from '../../core/errors.ts';

/** `session.cancelled`: the user stopped it. */
export function cancelledError(label: string): ShowrunError {
  return new ShowrunError('session.cancelled', `${label}: cancelled while connecting.`);
}

const giveBeforehand =
  'Run again and answer the question, or give it beforehand: Showrun: Set Credentials in the editor, SHOWRUN_PASSWORD or --password-command on the command line.';

/** `session.auth-declined`: a question that the login needs was dismissed. */
export function declinedError(label: string, what: string, hint = giveBeforehand): ShowrunError {
  return new ShowrunError(
    'session.auth-declined',
    `${label}: not logged in, because ${what} was not given.`,
    { hint },
  );
}

/** What a login has done so far, for its error message. */
export interface LoginReport {
  readonly label: string;
  readonly username: string;
  /** For example `key id_ed25519 (SHA256:…)`, `password`. Never a secret. */
  readonly tried: readonly string[];
  /** What the server said it would still take; nothing if it never said. */
  readonly stillAllowed: readonly string[] | undefined;
  /** Further facts for the hint. */
  readonly notes: readonly string[];
}

/** `session.auth-rejected`. */
export function rejectedError(report: LoginReport, reason?: string): ShowrunError {
  const tried = report.tried.length === 0 ? 'nothing that it takes' : report.tried.join(', ');
  const allowed =
    report.stillAllowed === undefined || report.stillAllowed.length === 0
      ? ''
      : ` It takes: ${report.stillAllowed.join(', ')}.`;
  const said = reason === undefined ? '' : ` It said: ${reason}.`;
  return new ShowrunError(
    'session.auth-rejected',
    `${report.label}: the login as ${JSON.stringify(report.username)} was rejected; tried: ${tried}.${allowed}${said}`,
    {
      hint: [whatToCheck(report), ...report.notes].join(' '),
    },
  );
}

function whatToCheck({ stillAllowed, tried }: LoginReport): string {
  const once = 'It was tried once only, so that no account is locked out.';
  const takesPasswords = stillAllowed?.some((method) => method !== 'publickey') ?? true;
  if (
    stillAllowed?.includes('publickey') === true &&
    !takesPasswords &&
    tried.every((each) => !each.startsWith('key '))
  )
    return `It takes keys only: name one as key_file in the inventory, or load it into the agent. ${once}`;
  return `Check user name, password and keys. ${once}`;
}

/** One line of text from a device, fit for a message: printable, short. */
export function printable(text: string, limit = 200): string {
  const clean = text
    .replace(/[\x00-\x1f\x7f-\x9f]+/g, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
  return clean.length > limit ? `${clean.slice(0, limit)}…` : clean;
}
