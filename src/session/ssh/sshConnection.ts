import type { Duplex } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import { ShowrunError } from '../../core/errors.ts';
import { formatDuration } from '../../core/text/formatUnits.ts';
import { Keepalive } from './keepalive.ts';
import type { KeepaliveSpec } from './keepalive.ts';
import { openTerminal } from './openTerminal.ts';
import { printable } from './sshErrors.ts';

/** A logged-in SSH connection. It owns its socket. */
export class SshConnection {
  readonly label: string;
  /** What the server called itself, for example `SSH-2.0-Cisco-1.25`. */
  identification: string | undefined;
  readonly #client: Client;
  readonly #stream: Duplex;
  readonly #keepalive: Keepalive;
  readonly #closeListeners = new Set<(reason: ShowrunError | undefined) => void>();
  #closed = false;
  #reason: ShowrunError | undefined;

  constructor(label: string, client: Client, stream: Duplex, keepalive: KeepaliveSpec) {
    this.label = label;
    this.#client = client;
    this.#stream = stream;
    this.#keepalive = new Keepalive(client, stream, keepalive, (sleptMs) => {
      this.fail(sleptMs === undefined ? deadError(label) : diedAsleepError(label, sleptMs));
    });
    client.on('error', (error) => {
      this.#reason ??= lostError(label, error);
    });
    client.on('close', () => {
      if (!this.#closed) this.#reason ??= closedError(label);
      this.#end();
    });
  }

  /** Why it ended, if we did not end it ourselves. */
  get reason(): ShowrunError | undefined {
    return this.#reason;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Called once at the end, with the reason where it was not `close`. Returns a function that takes the listener off. */
  onClose(listener: (reason: ShowrunError | undefined) => void): () => void {
    this.#closeListeners.add(listener);
    return () => {
      this.#closeListeners.delete(listener);
    };
  }

  /** Opens a shell with a terminal of that size. Throws `session.shell-refused`, or why the connection was lost. */
  openShell(terminal: { readonly width: number; readonly height: number }): Promise<ClientChannel> {
    return this.#open((done) => {
      openTerminal(this.#client, terminal, done);
    }).catch((error: unknown) => {
      throw this.#reason ?? shellError(this.label, error as Error);
    });
  }

  /** A TCP connection made by the other side. Throws ssh2's error with its `reason`, or why the connection was lost. */
  forward(host: string, port: number): Promise<ClientChannel> {
    return this.#open((done) => {
      this.#client.forwardOut('127.0.0.1', 0, host, port, done);
    }).catch((error: unknown) => {
      // ssh2 has its own words for a connection that is gone, before it says that it is
      throw (
        this.#reason ?? (this.#stream.destroyed || !this.#stream.writable ? closedError(this.label) : error)
      );
    });
  }

  /** Reads nothing more until `resume`, however long that takes: for a connection whose only channel cannot take more. */
  pause(): void {
    this.#keepalive.hold();
    this.#stream.pause();
  }

  resume(): void {
    this.#keepalive.release();
    this.#stream.resume();
  }

  /** Says goodbye as far as that takes no time, and frees the socket at once. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#client.end();
    this.#end();
  }

  /** Ends it because what it rests on is gone. */
  fail(reason: ShowrunError): void {
    if (this.#closed) return;
    this.#reason ??= reason;
    this.#end();
  }

  #open(
    start: (done: (error: Error | undefined, channel: ClientChannel) => void) => void,
  ): Promise<ClientChannel> {
    return new Promise((resolve, reject) => {
      start((error, channel) => {
        if (error) reject(error);
        else resolve(channel);
      });
    });
  }

  #end(): void {
    this.#closed = true;
    this.#keepalive.stop();
    this.#stream.destroy();
    const listeners = [...this.#closeListeners];
    this.#closeListeners.clear();
    for (const listener of listeners) listener(this.#reason);
  }
}

function closedError(label: string): ShowrunError {
  return new ShowrunError('session.closed', `${label}: it closed the connection.`, {
    hint: 'An idle time-out, a restart, or somebody cleared the line. What was complete is kept.',
  });
}

function deadError(label: string): ShowrunError {
  return new ShowrunError('session.lost', `${label}: the connection is dead: keepalives were not answered.`, {
    hint: 'The device or the path to it went down. What was complete is kept.',
  });
}

function diedAsleepError(label: string, sleptMs: number): ShowrunError {
  return new ShowrunError(
    'session.lost',
    `${label}: the connection ended while this computer slept or the program was stopped, for ${formatDuration(sleptMs)}.`,
    { hint: 'What was complete is kept. Continue the run for the rest.' },
  );
}

function lostError(label: string, error: Error): ShowrunError {
  return new ShowrunError('session.lost', `${label}: the connection was lost: ${printable(error.message)}.`, {
    hint: 'What was complete is kept. Run again for this device.',
    cause: error,
  });
}

function shellError(label: string, error: Error): ShowrunError {
  return new ShowrunError(
    'session.shell-refused',
    `${label}: logged in, but it gave no shell: ${printable(error.message)}.`,
    { hint: 'All its lines may be in use, or the account may not open a terminal.', cause: error },
  );
}
