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
  hmac: 'message authentication (MAC)',
};

/** Ciphers that bring their own message authentication, so that no MAC has to be agreed. */
const authenticatedCipher = /gcm|poly1305/;

/** What keeps the two from talking; empty where they agree in everything. */
export function findMismatch(offered: AlgorithmLists, server: AlgorithmLists): readonly Mismatch[] {
  const kinds = ['kex', 'serverHostKey', 'cipher', 'hmac'] as const;
  const cipher = offered.cipher.find((name) => server.cipher.includes(name));
  return kinds
    .filter((kind) => !(kind === 'hmac' && cipher !== undefined && authenticatedCipher.test(cipher)))
    .filter((kind) => !offered[kind].some((name) => server[kind].includes(name)))
    .map((kind) => ({ kind, wanted: server[kind], offered: offered[kind] }));
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
    super(legacyWouldHelp(mismatches) ? 'session.old-algorithms' : 'session.handshake-failed', message, {
      hint,
    });
    this.mismatches = mismatches;
  }
}

/**
 * `session.handshake-failed` with what the device wants and what was offered; `session.old-algorithms` with how to allow them
 * where the old ones would do.
 */
export function mismatchError(
  label: string,
  identification: string,
  mismatches: readonly Mismatch[],
): MismatchError {
  const parts = mismatches.map(
    ({ kind, wanted, offered }) =>
      `no common ${titles[kind]}: it offers ${printable(wanted.join(', ') || 'nothing', 400)}; we offer ${offered.join(', ')}`,
  );
  const helps = mismatches.map(({ kind, wanted }) => legacyNames(kind, wanted));
  const hint = helps.every((names) => names.length > 0)
    ? `Better update its SSH settings. To allow the old algorithms it wants (${helps.flat().join(', ')}) for this device, set ssh_legacy to true in the inventory. They can be broken by a capable attacker on the path.`
    : 'Nothing this program can do matches; update the SSH settings of the device.';
  return new MismatchError(`${label} (${printable(identification)}): ${parts.join('. ')}.`, hint, mismatches);
}
