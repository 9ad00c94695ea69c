import { ShowrunError } from '../../core/errors.ts';
import { legacyAlgorithms } from './algorithms.ts';
import type { AlgorithmLists } from './serverHello.ts';
import { printable } from './sshErrors.ts';

/** One kind of algorithm in which client and server have nothing in common. */
export interface Mismatch {
  readonly kind: keyof AlgorithmLists;
  readonly wanted: readonly string[];
  readonly offered: readonly string[];
}

const titles: Readonly<Record<keyof AlgorithmLists, string>> = {
  kex: 'key exchange',
  serverHostKey: 'host key algorithm',
  cipher: 'cipher',
  hmac: 'MAC',
};

/** Names of a device's that are in the message; all of them are in the details. */
const namedAtMost = 2;

/** Ciphers that bring their own message authentication, so that no MAC has to be agreed. */
const authenticatedCipher = /gcm|poly1305/;

/** What keeps the two from talking; empty where they agree in everything. */
export function findMismatch(offered: AlgorithmLists, server: AlgorithmLists): readonly Mismatch[] {
  const kinds = ['kex', 'serverHostKey', 'cipher', 'hmac'] as const;
  const cipher = offered.cipher.find((name) => server.cipher.includes(name));
  return kinds
    .filter((kind) => !(kind === 'hmac' && cipher !== undefined && authenticatedCipher.test(cipher)))
    .filter((kind) => !offered[kind].some((name) => server[kind].includes(name)))
    .map((kind) => ({ kind, wanted: server[kind].filter(isAlgorithm), offered: offered[kind] }));
}

/** Some names in the list of key exchanges only say what else a server can do (RFC 8308, OpenSSH's PROTOCOL 1.10). */
function isAlgorithm(name: string): boolean {
  return !/^(?:ext-info-|kex-strict-)/.test(name);
}

/** True where the legacy algorithms of this program would bridge every gap. */
export function legacyWouldHelp(mismatches: readonly Mismatch[]): boolean {
  return (
    mismatches.length > 0 && mismatches.every(({ kind, wanted }) => legacyNames(kind, wanted).length > 0)
  );
}

function legacyNames(kind: keyof AlgorithmLists, wanted: readonly string[]): readonly string[] {
  const legacy = legacyAlgorithms()[kind];
  return wanted.filter((name) => legacy.includes(name));
}

/** The error of a handshake that failed for want of common algorithms; keeps what was missing. */
export class MismatchError extends ShowrunError {
  readonly mismatches: readonly Mismatch[];

  constructor(message: string, hint: string, mismatches: readonly Mismatch[]) {
    const code = legacyWouldHelp(mismatches) ? 'session.old-algorithms' : 'session.handshake-failed';
    super(code, message, { hint, details: mismatches.map(bothLists).join('\n') });
    this.mismatches = mismatches;
  }
}

/**
 * `session.handshake-failed` with what is not in common, and both lists in the details; `session.old-algorithms` with how to allow them
 * where the old ones would do.
 */
export function mismatchError(
  label: string,
  identification: string,
  mismatches: readonly Mismatch[],
): MismatchError {
  const isShort = mismatches.length < 3;
  const missing = mismatches.map(({ kind, wanted }) =>
    isShort ? `${titles[kind]} (it has ${firstOf(wanted)})` : titles[kind],
  );
  const said = printable(identification, 60);
  const message = `${label}: no common ${inWords(missing)}.${said === '' ? '' : ` It is ${said}.`}`;
  const hint = legacyWouldHelp(mismatches)
    ? 'Better update its SSH settings. To allow the old algorithms for this device, set ssh_legacy to true in the inventory. They can be broken by a capable attacker on the path.'
    : 'Nothing this program can do matches: update the SSH settings of the device. The log and run.json have both lists.';
  return new MismatchError(message, hint, mismatches);
}

/** The first names of a list that a device has sent. */
function firstOf(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const first = printable(names.slice(0, namedAtMost).join(', '), 100);
  return names.length > namedAtMost ? `${first} and ${String(names.length - namedAtMost)} more` : first;
}

function inWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1) ?? ''}`;
}

function bothLists({ kind, wanted, offered }: Mismatch): string {
  return `${titles[kind]}: it offers ${printable(wanted.join(', ') || 'nothing', 1_000)}; we offer ${offered.join(', ')}`;
}
