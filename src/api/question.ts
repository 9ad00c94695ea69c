/** What is known of a host key that someone has to judge. */
export interface HostKeyInfo {
  readonly host: string;
  readonly port: number;
  /** For example `ssh-ed25519`. */
  readonly algorithm: string;
  /** `SHA256:…`, as OpenSSH prints it. */
  readonly fingerprint: string;
}

/** The login data of one credential. Lives in memory only. */
export interface Secrets {
  readonly username?: string;
  readonly password?: string;
  readonly enableSecret?: string;
  readonly keyPassphrase?: string;
}

/** Something only a person (or the host's secret store) can answer while a run is going on. */
export type Question =
  | { readonly kind: 'host-key'; readonly device: string; readonly key: HostKeyInfo }
  /** Several unknown host keys at once; sorted by device. */
  | {
      readonly kind: 'host-keys';
      readonly entries: readonly { readonly device: string; readonly key: HostKeyInfo }[];
    }
  | {
      readonly kind: 'credential';
      readonly device: string;
      readonly credential: string;
      readonly username?: string;
    }
  | { readonly kind: 'enable-secret'; readonly device: string; readonly credential: string }
  | { readonly kind: 'key-passphrase'; readonly device: string; readonly keyFile: string }
  /** A keyboard-interactive prompt that is not the password, for example a one-time code. */
  | { readonly kind: 'prompt'; readonly device: string; readonly text: string; readonly echo: boolean };

/** Answers by kind; `undefined` means the person declined. */
export type Answer =
  | { readonly kind: 'host-key'; readonly accept: boolean }
  /** In the order of the entries; what is missing counts as no. */
  | { readonly kind: 'host-keys'; readonly accept: readonly boolean[] }
  | { readonly kind: 'credential'; readonly secrets: Secrets | undefined }
  | { readonly kind: 'enable-secret' | 'key-passphrase' | 'prompt'; readonly text: string | undefined };

/** Asks a person or a secret store. Rejects when `signal` is aborted. */
export interface Prompter {
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
}
