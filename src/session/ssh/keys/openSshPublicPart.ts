import { stringAt } from '../stringAt.ts';

const begin = '-----BEGIN OPENSSH PRIVATE KEY-----';
const end = '-----END OPENSSH PRIVATE KEY-----';
const magic = 'openssh-key-v1\0';

/**
 * The public key that stands unencrypted in an OpenSSH private key file (PROTOCOL.key of OpenSSH), in wire format: it can be
 * offered to a server before anyone is asked for the passphrase. Nothing for other formats.
 */
export function openSshPublicPart(text: string): Buffer | undefined {
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) return undefined;
  const bytes = Buffer.from(text.slice(from + begin.length, to), 'base64');
  if (bytes.toString('latin1', 0, magic.length) !== magic) return undefined;
  let position = magic.length;
  const readString = (): Buffer | undefined => {
    const field = stringAt(bytes, position);
    position += 4 + (field?.length ?? 0);
    return field;
  };
  // Cipher, key derivation function and its options.
  for (let i = 0; i < 3; i++) if (readString() === undefined) return undefined;
  if (position + 4 > bytes.length || bytes.readUInt32BE(position) !== 1) return undefined;
  position += 4;
  return readString();
}
