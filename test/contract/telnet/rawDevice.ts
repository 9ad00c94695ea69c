import { createServer, type Server, type Socket } from 'node:net';

/** A device of the test's own making, on a port of the loopback address. */
export class RawDevice {
  readonly name = 'dut';
  readonly host = '127.0.0.1';
  readonly platform = 'cisco_ios';
  port = 0;
  connections = 0;
  /** Everything that was received, on all connections. */
  readonly received: number[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  /** What was received, as text. */
  get text(): string {
    return Buffer.from(this.received).toString('latin1');
  }

  /** Starts one; `serve` gets each connection. */
  static async start(serve: (socket: Socket) => void): Promise<RawDevice> {
    const server = createServer({ noDelay: true });
    const device = new RawDevice(server);
    server.on('connection', (socket) => {
      device.#sockets.add(socket);
      device.connections += 1;
      socket.on('data', (chunk) => device.received.push(...chunk));
      socket.on('error', () => socket.destroy());
      serve(socket);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (typeof address === 'object' && address !== null) device.port = address.port;
    return device;
  }

  /** Resolves when this line has been received. */
  async line(text: string): Promise<void> {
    while (!this.text.includes(`${text}\r\n`)) await this.#more();
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      for (const socket of this.#sockets) socket.once('data', () => setImmediate(resolve));
      this.#server.once('connection', () => setImmediate(resolve));
    });
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Answers each line, one after another, with the next of the texts; `echo` says whether what is typed comes back. */
export function answering(
  texts: readonly (string | ((socket: Socket) => void))[],
  echo: 'all' | 'text' | 'none' = 'all',
): (socket: Socket) => void {
  return (socket) => {
    let next = 0;
    const say = (): void => {
      const text = texts[next++];
      if (typeof text === 'string') socket.write(text, 'latin1');
      else text?.(socket);
    };
    say();
    socket.on('data', (chunk: Buffer) => {
      for (const character of chunk.toString('latin1')) {
        if (character === '\r') continue;
        if (character !== '\n') {
          if (echo !== 'none') socket.write(character, 'latin1');
          continue;
        }
        if (echo === 'all') socket.write('\r\n');
        say();
      }
    });
  };
}
