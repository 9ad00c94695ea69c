import type { BaseAgent } from 'ssh2';

/** One key that can be offered for a login, from an agent or from a file. */
export interface Identity {
  /** For messages: where it comes from. */
  readonly name: string;
  /** Wire format of the public key, base64; tells whether two identities are the same key. */
  readonly blob: string;
  /** Shows exactly this key and signs with it; a locked key file is opened only when a signature is wanted. */
  readonly agent: BaseAgent;
}
