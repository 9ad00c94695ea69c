import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceAddress } from '../../../src/api/device.ts';
import type { Session } from '../../../src/session/session.ts';
import { SshTransport } from '../../../src/session/ssh/sshTransport.ts';
import { TelnetTransport } from '../../../src/session/telnet/telnetTransport.ts';
import { quietLogger } from '../quietLogger.ts';
import { openRealSession, secretsOf, type RealSessionOptions, type TestLogin } from './openRealSession.ts';

/** A device to talk to; over SSH unless it says otherwise. */
export type SessionTarget = Pick<DeviceAddress, 'name' | 'host' | 'platform'> & Partial<DeviceAddress>;

/**
 * Sessions over SSH and telnet for a test, with one login and with a folder of their own: nothing is read from, or written to,
 * the home folder of whoever runs the tests, and new host keys are accepted.
 */
export class RealSessions {
  readonly #folder: string;
  readonly #login: TestLogin;
  readonly #ssh: SshTransport;
  readonly #telnet: TelnetTransport;

  private constructor(folder: string, login: TestLogin) {
    this.#folder = folder;
    this.#login = login;
    this.#ssh = new SshTransport({
      prompter: { ask: () => Promise.resolve({ kind: 'credential', secrets: login }) },
      logger: quietLogger,
      hostKeys: 'accept-new',
      knownHostsFiles: [],
      acceptedKeysFile: join(folder, 'known_hosts'),
      maxRejectedLogins: 3,
      home: folder,
      authSock: '',
    });
    this.#telnet = new TelnetTransport((...where) => this.#ssh.forward(...where), quietLogger);
  }

  static async create(login: TestLogin): Promise<RealSessions> {
    return new RealSessions(await mkdtemp(join(tmpdir(), 'showrun-sessions-')), login);
  }

  /** The caller closes the session. */
  open(target: SessionTarget, options: Partial<RealSessionOptions> = {}): Promise<Session> {
    return openRealSession({ transport: 'ssh', ...target }, [this.#ssh, this.#telnet], {
      secrets: secretsOf(this.#login),
      ...options,
    });
  }

  /** Ends what sessions share, and removes the folder. */
  async close(): Promise<void> {
    this.#ssh.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
