import { createServer, type Server as TcpServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import ssh2, { type Connection, type ServerConfig } from 'ssh2';
import { ShowrunError } from '../../core/errors.ts';
import { createShell } from '../devices/createShell.ts';
import { createTerminal } from '../devices/createTerminal.ts';
import { identification } from '../devices/identification.ts';
import { authenticate } from './authenticate.ts';
import { TelnetLogin } from '../telnet/telnetLogin.ts';
import { telnetDuplex } from '../telnet/telnetDuplex.ts';
import { platformOf, type DeviceContext } from './deviceContext.ts';
import { groupExchange, serveGroupExchange } from './groupExchange.ts';
import { hostKey } from './hostKey.ts';
import { impossibleKeyExchange } from './impossibleKeyExchange.ts';
import { cut, delaySocket, freeze } from './latency.ts';
import { serveCommand, serveTerminal, type ConnectionEnds } from './serveTerminal.ts';

const noTerminal = { columns: 0, rows: 0 };

/** Absent where the client wants no answer; the library's types do not say so. */
type Accept = (() => void) | undefined;

/** One device's TCP port with an SSH or telnet server behind it. The SSH part is made at the first connection. */
export class DeviceServer {
  private readonly device: DeviceContext;
  private readonly host: string;
  private listener: TcpServer | undefined;
  private ssh: { readonly key: string; readonly server: ssh2.Server } | undefined;
  /** By the client's port, which tells the connections of one listener apart. */
  private readonly sockets = new Map<number, Socket>();
  private boundPort = 0;

  constructor(device: DeviceContext, host: string) {
    this.device = device;
    this.host = host;
  }

  get port(): number {
    return this.boundPort;
  }

  /** Starts listening; 0 lets the system choose. Throws `lab.port-in-use` or `lab.listen-failed`. */
  async listen(port: number): Promise<void> {
    const listener = createServer({ noDelay: true }, (socket) => this.accept(socket));
    await new Promise<void>((resolve, reject) => {
      listener.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, this.host, port)));
      listener.listen({ host: this.host, port, backlog: 511 }, resolve);
    });
    const address = listener.address();
    if (typeof address === 'object' && address !== null) this.boundPort = address.port;
    this.listener = listener;
  }

  /** Applies a change of the faults to the listening port. */
  async followFaults(): Promise<void> {
    if (this.device.faults.has('refuse')) await this.stopListening();
    else if (this.listener === undefined) await this.listen(this.boundPort);
  }

  /** Stops listening and cuts every connection. */
  async close(): Promise<void> {
    const stopped = this.stopListening();
    for (const socket of this.sockets.values()) socket.destroy();
    await stopped;
  }

  private async stopListening(): Promise<void> {
    const listener = this.listener;
    this.listener = undefined;
    if (listener === undefined) return;
    await new Promise<void>((resolve) => {
      listener.close(() => resolve());
      for (const socket of this.sockets.values()) socket.destroy();
    });
  }

  private accept(socket: Socket): void {
    const { stats, faults, tuning } = this.device;
    stats.connections += 1;
    stats.open += 1;
    const clientPort = socket.remotePort ?? 0;
    this.sockets.set(clientPort, socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      stats.open -= 1;
      this.sockets.delete(clientPort);
    });
    if (faults.has('reset')) socket.resetAndDestroy();
    else if (faults.has('max-sessions') && stats.open > tuning.maxSessions) cut(socket);
    else if (faults.has('hang-before-login')) socket.resume();
    else if (this.device.transport === 'telnet') this.serveTelnet(socket);
    else if (faults.has('hang-in-banner')) {
      socket.resume();
      socket.write(`SSH-2.0-${identification(platformOf(this.device))}\r\n`);
    } else if (faults.has('kex-failure')) {
      socket.resume();
      socket.write(`SSH-2.0-${identification(platformOf(this.device))}\r\n`);
      socket.write(impossibleKeyExchange());
    } else this.startSsh(socket);
  }

  private startSsh(socket: Socket): void {
    // The library's type asks for a socket; any duplex stream will do.
    const stream = this.delayed(socket);
    this.sshServer().injectSocket(stream as Socket);
  }

  private serveTelnet(socket: Socket): void {
    const stream = telnetDuplex(this.delayed(socket));
    const ends = {
      end: () => void stream.end(),
      drop: () => cut(socket),
      freeze: () => freeze(socket),
    };
    if (this.device.faults.has('hang-in-banner')) return;
    serveTerminal(
      stream,
      (host) =>
        new TelnetLogin(
          this.device,
          host,
          createTerminal(this.device, () => stream.size, host),
        ),
      this.device,
      ends,
    );
  }

  private delayed(socket: Socket): Duplex | Socket {
    return this.device.latencyMs > 0 ? delaySocket(socket, this.device.latencyMs) : socket;
  }

  private sshServer(): ssh2.Server {
    const { name, faults, seed, tuning } = this.device;
    const owner = tuning.sharedHostKey ? 'shared' : `${seed} ${name}`;
    const hostKeyName = `${owner}${faults.has('changed-host-key') ? ' changed' : ''}`;
    const isOld = faults.has('old-key-exchange');
    const key = `${hostKeyName}${isOld ? ' old' : ''}`;
    if (this.ssh?.key === key) return this.ssh.server;
    const config: ServerConfig = {
      hostKeys: [hostKey(hostKeyName)],
      // no compression, as with most devices: ssh2 throws where a compressed connection ends before its channels
      algorithms: { compress: ['none'], ...(isOld ? { kex: [groupExchange] } : {}) },
      ident: identification(platformOf(this.device)),
      ...(tuning.banner === undefined ? {} : { banner: tuning.banner.trimEnd() }),
    };
    const server = new ssh2.Server(config, (client, info) => this.serve(client, info.port));
    this.ssh = { key, server };
    return server;
  }

  private serve(client: Connection, clientPort: number): void {
    const ends = {
      end: () => void client.end(),
      drop: () => {
        const socket = this.sockets.get(clientPort);
        if (socket !== undefined) cut(socket);
      },
      freeze: () => {
        const socket = this.sockets.get(clientPort);
        if (socket !== undefined) freeze(socket);
      },
    };
    if (this.device.faults.has('old-key-exchange')) serveGroupExchange(client);
    authenticate(client, this.device);
    client.on('error', () => client.end());
    client.on('session', (accept) => this.serveSession(accept(), ends));
  }

  private serveSession(session: ssh2.Session, ends: ConnectionEnds): void {
    let size = { columns: 0, rows: 0 };
    session.on('pty', (accept: Accept, _reject, info) => {
      size = { columns: info.cols, rows: info.rows };
      accept?.();
    });
    session.on('window-change', (accept: Accept) => accept?.());
    session.on('env', (accept: Accept) => accept?.());
    session.on('shell', (accept) => {
      const channel = accept();
      const leave = (): void => {
        channel.exit(0);
        channel.end();
        ends.end();
      };
      serveTerminal(channel, (host) => createTerminal(this.device, () => size, host), this.device, {
        ...ends,
        end: leave,
      });
    });
    session.on('exec', (accept, reject, info) => {
      // A recording is of a terminal; what the device would have said without one is not known.
      if ('recording' in this.device) reject();
      else serveCommand(accept(), createShell(this.device, noTerminal), this.device, info.command);
    });
  }
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): ShowrunError {
  if (error.code === 'EADDRINUSE') {
    return new ShowrunError('lab.port-in-use', `Port ${port} on ${host} is in use by another program.`, {
      hint: 'Choose another base port, or 0 to let the system choose.',
      cause: error,
    });
  }
  return new ShowrunError('lab.listen-failed', `The lab cannot listen on ${host}:${port}: ${error.message}`, {
    cause: error,
  });
}
