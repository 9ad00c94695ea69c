import { runtimeSupports } from './runtimeAlgorithms.ts';
import type { AlgorithmLists } from './serverHello.ts';

/*
 * Order: cheap and strong first; a group exchange last, since the server then picks a group of its own, which is slow to
 * compute (measured: 1 ms for curve25519, 13 to 51 ms for group exchange).
 */
const modern: AlgorithmLists = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'diffie-hellman-group14-sha256',
    'diffie-hellman-group16-sha512',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group18-sha512',
    'diffie-hellman-group-exchange-sha256',
  ],
  serverHostKey: [
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
    'rsa-sha2-512',
    'rsa-sha2-256',
  ],
  // AES-128 before AES-256, or a group exchange asks for 8,192 bits.
  cipher: [
    'aes128-gcm@openssh.com',
    'aes128-ctr',
    'aes256-gcm@openssh.com',
    'aes192-ctr',
    'aes256-ctr',
    'chacha20-poly1305@openssh.com',
  ],
  hmac: [
    'hmac-sha2-256-etm@openssh.com',
    'hmac-sha2-512-etm@openssh.com',
    'hmac-sha2-256',
    'hmac-sha2-512',
    'hmac-sha1-etm@openssh.com',
    'hmac-sha1',
  ],
};

/** What devices of before about 2015 want. SHA-1 signatures, CBC and 1,024-bit groups; strongest first. */
const legacy: AlgorithmLists = {
  kex: ['diffie-hellman-group14-sha1', 'diffie-hellman-group1-sha1', 'diffie-hellman-group-exchange-sha1'],
  serverHostKey: ['ssh-rsa', 'ssh-dss'],
  cipher: ['aes128-cbc', 'aes192-cbc', 'aes256-cbc', '3des-cbc'],
  hmac: ['hmac-md5', 'hmac-sha1-96', 'hmac-md5-96'],
};

/** What is offered to every device: current algorithms that this runtime can do. */
export function modernAlgorithms(): AlgorithmLists {
  return filterLists(modern);
}

/** Only the old ones, as far as this runtime can do them. */
export function legacyAlgorithms(): AlgorithmLists {
  return filterLists(legacy);
}

/** Current algorithms first, the old ones after them, group exchange last of all. */
export function withLegacy(lists: AlgorithmLists): AlgorithmLists {
  const old = legacyAlgorithms();
  const join = (kind: keyof AlgorithmLists): string[] => [...new Set([...lists[kind], ...old[kind]])];
  const kex = join('kex');
  const isExchange = (name: string): boolean => name.includes('group-exchange');
  return {
    kex: [...kex.filter((name) => !isExchange(name)), ...kex.filter(isExchange)],
    serverHostKey: join('serverHostKey'),
    cipher: join('cipher'),
    hmac: join('hmac'),
  };
}

/** Host key types that the algorithms of an offer stand for: an RSA key is shown under three names. */
export function keyTypesOf(serverHostKey: readonly string[]): readonly string[] {
  return [...new Set(serverHostKey.map((name) => (name.startsWith('rsa-sha2-') ? 'ssh-rsa' : name)))];
}

/** Puts algorithms of key types that the host is known with first, so that it shows a key that can be compared. */
export function preferKnownTypes(
  serverHostKey: readonly string[],
  known: readonly string[],
): readonly string[] {
  const isKnown = (name: string): boolean => known.includes(name.startsWith('rsa-sha2-') ? 'ssh-rsa' : name);
  return [...serverHostKey.filter(isKnown), ...serverHostKey.filter((name) => !isKnown(name))];
}

function filterLists(lists: AlgorithmLists): AlgorithmLists {
  return {
    kex: lists.kex.filter(runtimeSupports),
    serverHostKey: lists.serverHostKey.filter(runtimeSupports),
    cipher: lists.cipher.filter(runtimeSupports),
    hmac: lists.hmac.filter(runtimeSupports),
  };
}
