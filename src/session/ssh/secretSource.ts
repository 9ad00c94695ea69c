import type { Prompter, Secrets } from '../../api/question.ts';
import { SharedWork } from '../sharedWork.ts';

/** Whose login data is wanted, and for which device (for the question). */
export interface CredentialRequest {
  readonly device: string;
  readonly credential: string;
  readonly username?: string;
}

/** Where login data comes from. */
export interface SecretSource {
  /** Resolves to nothing where the person declined. Rejects when `signal` is aborted. */
  get(request: CredentialRequest, signal: AbortSignal): Promise<Secrets | undefined>;
}

/** Asks for each credential once, however many devices wait for it, and keeps the answer in memory. */
export class PromptedSecrets implements SecretSource {
  readonly #prompter: Prompter;
  readonly #answers = new SharedWork<Secrets | undefined>();

  constructor(prompter: Prompter) {
    this.#prompter = prompter;
  }

  get(request: CredentialRequest, signal: AbortSignal): Promise<Secrets | undefined> {
    return this.#answers.get(request.credential, signal, async (shared) => {
      const answer = await this.#prompter.ask({ kind: 'credential', ...request }, shared);
      return answer.kind === 'credential' ? answer.secrets : undefined;
    });
  }
}
