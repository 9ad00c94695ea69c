import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import ssh2, { type Connection, type ServerChannel } from 'ssh2';
import { hasPrompts, lastLine, type RecordedStep, type Simulation } from './simulation.ts';

/** An SSH server on loopback that plays one recording to everybody who logs in. */
export interface SimulationServer {
  readonly port: number;
  /** Lines and keys that no recorded step was there for, in their order. */
  readonly unknown: readonly string[];
  close(): Promise<void>;
}

export const login = { username: 'corpus', password: 'corpus-password' };

/** One key for all servers: making one takes longer than playing a recording. */
const hostKey = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
}).privateKey;

/** Starts a server for a recording. */
export async function startSimulation(simulation: Simulation): Promise<SimulationServer> {
  const unknown: string[] = [];
  const sockets = new Set<Socket>();
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client: Connection) => {
    client.on('error', () => undefined);
    client.on('authentication', (context) => {
      if (context.method === 'password' && context.password === login.password) context.accept();
      else context.reject(['password']);
    });
    client.on('session', (accept) => {
      const session = accept();
      session.on('pty', (acceptPty) => acceptPty());
      session.on('shell', (acceptShell) => new Player(simulation, acceptShell(), unknown).start());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const net = server as unknown as {
    _srv: { on(event: 'connection', listener: (socket: Socket) => void): void };
  };
  net._srv.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return {
    port: (server.address() as AddressInfo).port,
    unknown,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The prompt of devices that were recorded without a terminal. */
const madeUpPrompt = 'root@device:~ # ';

/** Plays a recording to one shell. */
class Player {
  readonly #simulation: Simulation;
  readonly #channel: ServerChannel;
  readonly #unknown: string[];
  readonly #whole: boolean;
  #prompt: string;
  #next = 0;
  #typed = '';

  constructor(simulation: Simulation, channel: ServerChannel, unknown: string[]) {
    this.#simulation = simulation;
    this.#channel = channel;
    this.#unknown = unknown;
    this.#whole = hasPrompts(simulation);
    this.#prompt = simulation.greeting === undefined ? madeUpPrompt : promptOf(simulation.greeting);
  }

  start(): void {
    this.#channel.on('error', () => undefined);
    this.#channel.on('data', (data: Buffer) => this.#take(data.toString('utf8')));
    this.#channel.write(this.#simulation.greeting ?? madeUpPrompt);
  }

  #take(text: string): void {
    this.#typed += text;
    for (;;) {
      const key = this.#key();
      if (key !== undefined) {
        this.#typed = this.#typed.slice(key.send.length);
        this.#say(key);
        continue;
      }
      const end = this.#typed.indexOf('\n');
      if (end < 0) return;
      const line = this.#typed.slice(0, end).replace(/\r$/, '');
      this.#typed = this.#typed.slice(end + 1);
      this.#answer(line);
    }
  }

  /** The recorded key that is due, if it was typed. */
  #key(): RecordedStep | undefined {
    const step = this.#simulation.steps[this.#next];
    if (!this.#simulation.ordered || step === undefined || step.send.endsWith('\n')) return undefined;
    return this.#typed.startsWith(step.send) ? step : undefined;
  }

  #answer(line: string): void {
    const { steps, ordered } = this.#simulation;
    const from = ordered ? this.#next : 0;
    const index = steps.findIndex(
      ({ send }, at) => at >= from && send.endsWith('\n') && send.replace(/\r?\n$/, '') === line,
    );
    const step = steps[index];
    // Enter alone shows the prompt again on every device; other lines that were not recorded are refused.
    if (step === undefined || (line === '' && index !== this.#next)) {
      if (line !== '') this.#unknown.push(line);
      const refusal = line === '' ? '' : `${line}\r\n% Invalid input detected at '^' marker.`;
      this.#channel.write(`${refusal}\r\n${this.#prompt}`);
      return;
    }
    this.#next = index;
    if (this.#whole) this.#say(step);
    else {
      this.#next++;
      this.#channel.write(`${line}\r\n${step.reply}\r\n${this.#prompt}`);
    }
  }

  #say({ reply }: RecordedStep): void {
    this.#next++;
    // A reply that ends in the middle of an output is no prompt.
    const follower = this.#simulation.steps[this.#next];
    const inside = this.#simulation.ordered && follower?.send.endsWith('\n') === false;
    if (!inside && lastLine(reply) !== '') this.#prompt = promptOf(reply);
    this.#channel.write(reply);
  }
}

/** Everything behind the last line end. */
function promptOf(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1);
}
