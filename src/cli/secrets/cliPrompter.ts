import { printable } from '../../core/text/printable.ts';
import type { Logger } from '../../api/ports.ts';
import type { Answer, HostKeyInfo, Prompter, Question, Secrets } from '../../api/question.ts';
import type { CliIo } from '../cliIo.ts';
import { formatTable, type Column } from '../output/formatTable.ts';
import { acceptedKeys } from './acceptedKeys.ts';
import { runPasswordCommand, type PasswordRequest } from './passwordCommand.ts';

type SecretPurpose = 'password' | 'enable-secret' | 'key-passphrase';

/** The environment variable that may hold each secret. */
const variables: Readonly<Record<SecretPurpose, string>> = {
  password: 'SHOWRUN_PASSWORD',
  'enable-secret': 'SHOWRUN_ENABLE_SECRET',
  'key-passphrase': 'SHOWRUN_KEY_PASSPHRASE',
};

const hostKeyColumns: readonly Column<{ number: number; device: string; key: HostKeyInfo }>[] = [
  { title: '', value: ({ number }) => String(number), align: 'right' },
  { title: 'DEVICE', value: ({ device }) => device },
  { title: 'HOST', value: ({ key }) => `${key.host} port ${key.port}` },
  { title: 'KEY', value: ({ key }) => `${key.algorithm} ${key.fingerprint}` },
];

/**
 * Answers the executor's questions from the environment, the password command or the terminal, in this order.
 * One question at a time is on the terminal. Without a source the answer is "declined", and the session says what is missing.
 */
export class CliPrompter implements Prompter {
  readonly #io: CliIo;
  readonly #passwordCommand: string | undefined;
  readonly #logger: Logger;
  /** Called around a question on the terminal, so that a progress bar can step aside. */
  readonly #around: { before(): void; after(): void };
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    io: CliIo,
    options: {
      passwordCommand: string | undefined;
      logger: Logger;
      around?: { before(): void; after(): void };
    },
  ) {
    this.#io = io;
    this.#passwordCommand = options.passwordCommand;
    this.#logger = options.logger;
    this.#around = options.around ?? { before: () => undefined, after: () => undefined };
  }

  async ask(question: Question, signal: AbortSignal): Promise<Answer> {
    switch (question.kind) {
      case 'host-key':
        return { kind: 'host-key', accept: await this.#askHostKey(question, signal) };
      case 'host-keys':
        return { kind: 'host-keys', accept: await this.#askHostKeys(question, signal) };
      case 'credential':
        return { kind: 'credential', secrets: await this.#askCredential(question, signal) };
      case 'enable-secret':
        return { kind: question.kind, text: await this.#askEnableSecret(question, signal) };
      case 'key-passphrase': {
        const request = { credential: 'default', device: question.device, purpose: question.kind } as const;
        const prompt = `Passphrase of ${question.keyFile}: `;
        return { kind: question.kind, text: await this.#secret(question.kind, request, prompt, signal) };
      }
      case 'prompt': {
        const prompt = `${question.device} asks: ${question.text} `;
        return { kind: question.kind, text: await this.#onTerminal(prompt, question.echo, signal) };
      }
    }
  }

  async #askCredential(
    question: Question & { kind: 'credential' },
    signal: AbortSignal,
  ): Promise<Secrets | undefined> {
    const { credential, username, device } = question;
    const user =
      username ?? (await this.#onTerminal(`User name (credential "${credential}"): `, true, signal));
    if (user === undefined || user === '') return undefined;
    const request = { credential, username: user, device, purpose: 'password' } as const;
    const password = await this.#secret(
      'password',
      request,
      `Password of ${user} (credential "${credential}"): `,
      signal,
    );
    // The enable secret is asked for on its own when a device wants one; the environment can give it at once.
    const enableSecret = this.#fromEnvironment('enable-secret', credential);
    if (password === undefined) return undefined;
    return { username: user, password, ...(enableSecret === undefined ? {} : { enableSecret }) };
  }

  #askEnableSecret(
    question: Question & { kind: 'enable-secret' },
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { credential, device } = question;
    const request = { credential, device, purpose: 'enable-secret' } as const;
    return this.#secret('enable-secret', request, `Enable secret (credential "${credential}"): `, signal);
  }

  async #askHostKey(question: Question & { kind: 'host-key' }, signal: AbortSignal): Promise<boolean> {
    const { host, port, algorithm, fingerprint } = question.key;
    const prompt =
      `${question.device}: the host key of ${host} port ${port} is not known yet.\n` +
      `  ${algorithm} ${fingerprint}\nTrust it from now on? (yes/no) `;
    const answer = await this.#onTerminal(prompt, true, signal);
    return answer?.trim().toLowerCase() === 'yes';
  }

  async #askHostKeys({ entries }: Question & { kind: 'host-keys' }, signal: AbortSignal): Promise<boolean[]> {
    const prompt =
      `The host keys of ${entries.length} devices are not known yet.\n` +
      formatTable(
        hostKeyColumns,
        entries.map((entry, index) => ({ ...entry, number: index + 1 })),
      ) +
      'Trust all of them from now on? (yes, no, or the numbers of those to trust, such as 1,3-5) ';
    const answer = await this.#onTerminal(prompt, true, signal);
    return acceptedKeys(answer ?? '', entries.length);
  }

  async #secret(
    purpose: SecretPurpose,
    request: PasswordRequest & { purpose: SecretPurpose },
    prompt: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const known = this.#fromEnvironment(purpose, request.credential);
    if (known !== undefined) return known;
    if (this.#passwordCommand !== undefined) {
      try {
        return await runPasswordCommand(this.#passwordCommand, request, this.#io.env, signal);
      } catch (error) {
        this.#logger.error(error instanceof Error ? error.message : String(error));
        return undefined;
      }
    }
    return await this.#onTerminal(prompt, false, signal);
  }

  /**
   * `SHOWRUN_PASSWORD_CORE` for the credential `core`, otherwise `SHOWRUN_PASSWORD`; an empty value counts as none, and a line end
   * behind it (as files with secrets have it) does not belong to it. The general
   * variable is not for jump hosts (`jump:…`): a device's password is none of their business.
   */
  #fromEnvironment(purpose: SecretPurpose, credential: string): string | undefined {
    const name = variables[purpose];
    const own = this.#io.env[`${name}_${credential.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`];
    const value = own ?? (credential.startsWith('jump:') ? undefined : this.#io.env[name]);
    const secret = value?.replace(/\r?\n$/, '');
    return secret === '' ? undefined : secret;
  }

  #onTerminal(prompt: string, echo: boolean, signal: AbortSignal): Promise<string | undefined> {
    const ask = this.#io.ask;
    if (ask === undefined) return Promise.resolve(undefined);
    // Device names and prompts are untrusted text; only our own line breaks may reach the terminal.
    const shown = prompt.split('\n').map(printable).join('\n');
    const answer = this.#turn.then(async () => {
      this.#around.before();
      try {
        return await ask(shown, { echo }, signal);
      } finally {
        this.#around.after();
      }
    });
    this.#turn = answer.catch(() => undefined);
    return answer;
  }
}
