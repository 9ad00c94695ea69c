import type { Duplex } from 'node:stream';
import type { Algorithms, AuthHandlerMiddleware } from 'ssh2';
import type { ShowrunError } from '../../core/errors.ts';
import type { Remember } from '../hostkeys/hostKeyVerifier.ts';
import { expiredError } from './authenticator.ts';
import type { Authenticator, KeyboardPrompt } from './authenticator.ts';
import { watchAuthFailures } from './authFailures.ts';
import type { Endpoint } from './connectSocket.ts';
import { DeadlineExpired } from './deadline.ts';
import { explainFailure, timeoutError } from './explainFailure.ts';
import type { LoginPhase } from './explainFailure.ts';
import type { KeepaliveSpec } from './keepalive.ts';
import { gatherWrites, usePreparedKeys } from './leanPackets.ts';
import { useOwnDiffieHellman } from './ownDiffieHellman.ts';
import { ServerHello } from './serverHello.ts';
import type { AlgorithmLists } from './serverHello.ts';
import { Client } from './ssh2.ts';
import { SshConnection } from './sshConnection.ts';

export interface ConnectionSpec {
  readonly endpoint: Endpoint;
  readonly username: string;
  readonly algorithms: AlgorithmLists;
  readonly authenticator: Authenticator;
  /** Throws where the key must not be trusted. */
  readonly verifyHostKey: (key: Uint8Array) => Promise<Remember>;
  readonly keepalive: KeepaliveSpec;
  /** Text the server shows before the login. */
  readonly onBanner: (text: string) => void;
  /** What a login failed with, other than its result: a broken agent, an unreadable key. */
  readonly onNote: (text: string) => void;
}

/**
 * Key exchange and login over an open stream, which it owns from here on: every failure, and the abort of `signal`, frees it.
 * Throws coded errors; see docs/errors.md.
 */
export function openConnection(
  stream: Duplex,
  spec: ConnectionSpec,
  signal: AbortSignal,
): Promise<SshConnection> {
  return new Promise((resolve, reject) => {
    new Login(stream, spec, signal, resolve, reject).start();
  });
}

class Login {
  readonly #stream: Duplex;
  readonly #spec: ConnectionSpec;
  readonly #signal: AbortSignal;
  readonly #resolve: (connection: SshConnection) => void;
  readonly #reject: (error: unknown) => void;
  readonly #client = new Client();
  readonly #hello = new ServerHello();
  #phase: LoginPhase = 'identification';
  #settled = false;
  #acceptedKey: Buffer | undefined;
  #remember: Remember = () => Promise.resolve();
  #remembered: Promise<void> = Promise.resolve();

  constructor(
    stream: Duplex,
    spec: ConnectionSpec,
    signal: AbortSignal,
    resolve: (connection: SshConnection) => void,
    reject: (error: unknown) => void,
  ) {
    this.#stream = stream;
    this.#spec = spec;
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  start(): void {
    if (this.#signal.aborted) {
      this.#onAbort();
      return;
    }
    this.#signal.addEventListener('abort', this.#onAbort, { once: true });
    this.#listen();
    gatherWrites(this.#stream);
    const { username, algorithms } = this.#spec;
    try {
      this.#client.connect({
        sock: this.#stream,
        username,
        algorithms: algorithms as Algorithms,
        readyTimeout: 0,
        keepaliveInterval: 0,
        ident: 'Showrun',
        hostVerifier: (key: Buffer, verify: (valid: boolean) => void) => {
          this.#verify(key, verify);
        },
        authHandler: this.#authHandler,
      });
    } catch (error) {
      this.#fail(error);
      return;
    }
    // ssh2 has paused the stream until it is ready to read, so nothing passes by.
    this.#stream.on('data', (chunk: Buffer) => {
      this.#hello.push(chunk);
      if (this.#phase === 'identification' && this.#hello.identification !== undefined)
        this.#phase = 'handshake';
    });
    useOwnDiffieHellman(this.#client);
    usePreparedKeys(this.#client);
    watchAuthFailures(this.#client, (failure) => {
      this.#spec.authenticator.failed(failure);
    });
  }

  #listen(): void {
    this.#client.on('handshake', () => {
      if (this.#phase === 'login') return;
      this.#phase = 'login';
      // The host has proved that it owns the key. Nothing of the login is sent before the key is safe.
      this.#remembered = this.#remember();
      this.#remembered.catch(this.#fail);
    });
    this.#client.on('banner', this.#spec.onBanner);
    this.#client.on('change password', (prompt: string) => {
      this.#fail(expiredError(this.#spec.endpoint.label, prompt));
    });
    this.#client.on('error', (error: Error & { level?: string }) => {
      this.#onError(error);
    });
    this.#client.on('close', () => {
      this.#fail(this.#explain(undefined));
    });
    this.#client.on('ready', () => {
      this.#spec.authenticator.accepted();
      this.#succeed();
    });
  }

  readonly #onAbort = (): void => {
    const reason: unknown = this.#signal.reason;
    const { endpoint } = this.#spec;
    this.#fail(reason instanceof DeadlineExpired ? timeoutError(endpoint, this.#phase, reason.ms) : reason);
  };

  #onError(error: Error & { level?: string }): void {
    // A broken agent or key only means that the next method is tried.
    if (error.level === 'agent' || (error.level === 'client-authentication' && /sign/i.test(error.message))) {
      this.#spec.authenticator.note(`${error.message}.`);
      this.#spec.onNote(error.message);
      return;
    }
    this.#fail(this.#explain(error));
  }

  #explain(error: (Error & { level?: string }) | undefined): ShowrunError {
    const { endpoint, authenticator, algorithms } = this.#spec;
    return explainFailure({
      endpoint,
      phase: this.#phase,
      hello: this.#hello,
      offered: algorithms,
      authenticator,
      error,
    });
  }

  #verify(key: Buffer, verify: (valid: boolean) => void): void {
    // A later key exchange has to show the key that was judged already.
    if (this.#acceptedKey !== undefined) {
      verify(key.equals(this.#acceptedKey));
      return;
    }
    const copy = Buffer.from(key);
    this.#spec.verifyHostKey(copy).then((remember) => {
      if (this.#settled) return;
      this.#remember = remember;
      this.#acceptedKey = copy;
      verify(true);
    }, this.#fail);
  }

  readonly #authHandler: AuthHandlerMiddleware = (_methodsLeft, _partial, next): void => {
    const attempt = this.#remembered.then(() => this.#spec.authenticator.next());
    attempt.then((method) => {
      if (this.#settled) return;
      next(method.type === 'keyboard-interactive' ? { ...method, prompt: this.#onPrompts } : method);
    }, this.#fail);
  };

  readonly #onPrompts = (
    name: string,
    instructions: string,
    _language: string,
    prompts: readonly KeyboardPrompt[],
    finish: (answers: string[]) => void,
  ): void => {
    this.#spec.authenticator
      .answer([name, instructions].filter(Boolean).join(': '), prompts)
      .then((answers) => {
        if (!this.#settled) finish(answers);
      }, this.#fail);
  };

  #succeed(): void {
    if (!this.#settle()) return;
    const { endpoint, keepalive } = this.#spec;
    const connection = new SshConnection(endpoint.label, this.#client, this.#stream, keepalive);
    connection.identification = this.#hello.identification;
    this.#resolve(connection);
  }

  readonly #fail = (error: unknown): void => {
    if (!this.#settle()) return;
    this.#spec.authenticator.ended();
    this.#client.removeAllListeners();
    this.#client.on('error', () => undefined);
    this.#stream.on('error', () => undefined);
    this.#stream.destroy();
    this.#reject(error);
  };

  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    this.#signal.removeEventListener('abort', this.#onAbort);
    if (this.#client.listenerCount('ready') > 0) this.#client.removeAllListeners();
    return true;
  }
}
