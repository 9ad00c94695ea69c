/** Digests of key types that leave no choice (RFC 8332 gives RSA one, RFC 8709 has none for Ed25519). */
export const keyDigests: Readonly<Record<string, string>> = {
  'ssh-rsa': 'sha1',
  'ssh-dss': 'sha1',
  'ecdsa-sha2-nistp256': 'sha256',
  'ecdsa-sha2-nistp384': 'sha384',
  'ecdsa-sha2-nistp521': 'sha512',
};
