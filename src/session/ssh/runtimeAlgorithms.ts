import {
  createCipheriv,
  createDiffieHellmanGroup,
  createECDH,
  createHmac,
  generateKeyPairSync,
} from 'node:crypto';
import constants from 'ssh2/lib/protocol/constants.js';

/** A small piece of the work that an algorithm needs; throws where the runtime cannot do it. */
type Probe = () => unknown;

const cipher = (name: string, keyBytes: number, ivBytes: number): Probe => {
  return () => createCipheriv(name, Buffer.alloc(keyBytes), Buffer.alloc(ivBytes));
};
const group = (name: string): Probe => {
  return () => createDiffieHellmanGroup(name);
};
const curve = (name: string): Probe => {
  return () => createECDH(name);
};
const hmac = (hash: string): Probe => {
  return () => createHmac(hash, 'k').update('x').digest();
};
const x25519: Probe = () => generateKeyPairSync('x25519');

/**
 * Runtimes differ: desktop VS Code has BoringSSL, without `modp2` and chacha20; a FIPS build lacks more. `modp2` is not
 * probed, since ownDiffieHellman.ts provides it.
 */
const probes: Readonly<Record<string, Probe>> = {
  'curve25519-sha256': x25519,
  'curve25519-sha256@libssh.org': x25519,
  'ecdh-sha2-nistp256': curve('prime256v1'),
  'ecdh-sha2-nistp384': curve('secp384r1'),
  'ecdh-sha2-nistp521': curve('secp521r1'),
  'diffie-hellman-group14-sha1': group('modp14'),
  'diffie-hellman-group14-sha256': group('modp14'),
  'diffie-hellman-group16-sha512': group('modp16'),
  'diffie-hellman-group18-sha512': group('modp18'),
  'ssh-ed25519': () => generateKeyPairSync('ed25519'),
  'aes128-gcm@openssh.com': cipher('aes-128-gcm', 16, 12),
  'aes256-gcm@openssh.com': cipher('aes-256-gcm', 32, 12),
  'aes128-ctr': cipher('aes-128-ctr', 16, 16),
  'aes192-ctr': cipher('aes-192-ctr', 24, 16),
  'aes256-ctr': cipher('aes-256-ctr', 32, 16),
  'chacha20-poly1305@openssh.com': cipher('chacha20', 32, 16),
  'aes128-cbc': cipher('aes-128-cbc', 16, 16),
  'aes192-cbc': cipher('aes-192-cbc', 24, 16),
  'aes256-cbc': cipher('aes-256-cbc', 32, 16),
  '3des-cbc': cipher('des-ede3-cbc', 24, 8),
  'hmac-md5': hmac('md5'),
  'hmac-md5-96': hmac('md5'),
  'hmac-sha1': hmac('sha1'),
  'hmac-sha1-96': hmac('sha1'),
};

const known = new Map<string, boolean>();

/** Whether ssh2 knows the algorithm and this runtime can do it. Probed once. */
export function runtimeSupports(name: string): boolean {
  let supported = known.get(name);
  if (supported === undefined) {
    supported = libraryHas(name) && works(probes[name]);
    known.set(name, supported);
  }
  return supported;
}

function libraryHas(name: string): boolean {
  const { SUPPORTED_KEX, SUPPORTED_SERVER_HOST_KEY, SUPPORTED_CIPHER, SUPPORTED_MAC } = constants;
  return [SUPPORTED_KEX, SUPPORTED_SERVER_HOST_KEY, SUPPORTED_CIPHER, SUPPORTED_MAC].some((list) =>
    list.includes(name),
  );
}

function works(probe: Probe | undefined): boolean {
  try {
    probe?.();
    return true;
  } catch {
    return false;
  }
}
