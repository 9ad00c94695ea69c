import type { Secrets } from '../../api/question.ts';

/**
 * What was answered while runs go on, so that each thing is asked once: answers and refusals alike, until the last run ends.
 * Lives in memory only.
 */
export class RunSecrets {
  readonly #answers = new Map<string, Promise<unknown>>();
  readonly #typed = new Map<string, Secrets>();
  readonly #typedPassphrases = new Map<string, string>();

  /** The answer to a question, asked only the first time. A question that failed or was aborted is asked again. */
  async once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    let answer = this.#answers.get(key) as Promise<T> | undefined;
    if (answer === undefined) {
      answer = ask();
      this.#answers.set(key, answer);
      answer.catch(() => this.#answers.delete(key));
    }
    return await answer;
  }

  /** Notes what a person typed for a credential; several parts add up. */
  typed(credential: string, secrets: Secrets): void {
    this.#typed.set(credential, { ...this.#typed.get(credential), ...secrets });
  }

  typedPassphrase(keyFile: string, passphrase: string): void {
    this.#typedPassphrases.set(keyFile, passphrase);
  }

  /** Typed credentials by name, handed out once: what to do with them is asked once. */
  takeTyped(): { credentials: Map<string, Secrets>; passphrases: Map<string, string> } {
    const taken = { credentials: new Map(this.#typed), passphrases: new Map(this.#typedPassphrases) };
    this.#typed.clear();
    this.#typedPassphrases.clear();
    return taken;
  }

  /** Forgets everything. */
  clear(): void {
    this.#answers.clear();
    this.#typed.clear();
    this.#typedPassphrases.clear();
  }
}
