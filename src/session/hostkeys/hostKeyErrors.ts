import type { HostKeyInfo } from '../../api/question.ts';
import { ShowrunError } from '../../core/errors.ts';
import { fingerprint } from './fingerprint.ts';
import { knownHostName } from './knownHosts.ts';
import type { HostIdentity } from './knownHosts.ts';
import type { KnownHostEntry } from './parseKnownHosts.ts';

type Subject = HostIdentity & { readonly device: string };

/** `session.host-key-changed`: both fingerprints, where the old one stands, and how to go on if the change is right. */
export function changedKeyError(
  subject: Subject,
  shown: HostKeyInfo,
  known: readonly KnownHostEntry[],
): ShowrunError {
  const name = knownHostName(subject);
  const lines = known.map(
    (entry) => `${entry.type} ${fingerprint(Buffer.from(entry.key, 'base64'))} (${place(entry)})`,
  );
  const files = [...new Set(known.map((entry) => entry.file))];
  const commands = files.map((file) => `ssh-keygen -R ${quote(name)} -f ${quote(file)}`);
  return new ShowrunError(
    'session.host-key-changed',
    `${subject.device}: the host key of ${name} has changed. It shows ${shown.algorithm} ${shown.fingerprint}; known is ${lines.join(', ')}.`,
    {
      hint:
        'Nothing was sent to it. Someone may be in between, or the device was replaced or got a new key: compare the fingerprint on its console. ' +
        `If it is right, remove the old key (${commands.join('; ')}) and run again.`,
    },
  );
}

/** `session.host-key-revoked`. */
export function revokedKeyError(subject: Subject, shown: HostKeyInfo, entry: KnownHostEntry): ShowrunError {
  return new ShowrunError(
    'session.host-key-revoked',
    `${subject.device}: the host key that ${knownHostName(subject)} shows (${shown.algorithm} ${shown.fingerprint}) is marked @revoked in ${place(entry)}.`,
    { hint: 'Nothing was sent to it. Give the device a new host key, or ask whoever revoked this one.' },
  );
}

/** `session.host-key-unknown` under the policy `strict`. */
export function unknownKeyError(subject: Subject, shown: HostKeyInfo, hasAuthority: boolean): ShowrunError {
  const authority = hasAuthority
    ? ' A @cert-authority line matches the host, but the device shows a plain key and host certificates are not supported.'
    : '';
  return new ShowrunError(
    'session.host-key-unknown',
    `${subject.device}: the host key of ${knownHostName(subject)} is not known (${shown.algorithm} ${shown.fingerprint}), and the policy is strict.${authority}`,
    { hint: 'Add the key to a known_hosts file after checking it, or use the policy ask or accept-new.' },
  );
}

/** `session.host-key-unknown` after the person said no. */
export function declinedKeyError(subject: Subject, shown: HostKeyInfo): ShowrunError {
  return new ShowrunError(
    'session.host-key-unknown',
    `${subject.device}: the host key of ${knownHostName(subject)} was not accepted (${shown.algorithm} ${shown.fingerprint}).`,
    {
      hint: 'Run again to be asked again. Where nobody can be asked, add the key to a known_hosts file after checking it, or use the policy accept-new.',
    },
  );
}

function place(entry: KnownHostEntry): string {
  return entry.line === 0 ? entry.file : `${entry.file}:${entry.line}`;
}

function quote(text: string): string {
  return /^[\w.:/\\@%+=-]+$/.test(text) ? text : `"${text}"`;
}
