declare module 'ssh2/lib/protocol/keyParser.js' {
  import type { ParsedKey } from 'ssh2';
  const keyParser: {
    /** A list for OpenSSH files, whatever ssh2's own types say. */
    parseKey(data: string | Uint8Array, passphrase?: string): ParsedKey | ParsedKey[] | Error;
  };
  export = keyParser;
}
