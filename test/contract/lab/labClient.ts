import { once } from 'node:events';
import ssh2, { type ClientChannel, type ConnectConfig } from 'ssh2';
import type { Lab, LabDevice, LabOptions } from '../../../src/lab/labOptions.ts';
import { startLab } from '../../../src/lab/startLab.ts';

/** A lab with the login that the tests use. */
export function startTestLab(options: Partial<LabOptions> = {}): Promise<Lab> {
  return startLab({
    state: 'before',
    username: 'showrun',
    password: 'pass',
    enableSecret: 'secret',
    ...options,
  });
}

/** A device of a lab, by name. */
export function deviceOf(lab: Lab, name: string): LabDevice {
  const device = lab.devices.find((each) => each.name === name);
  if (device === undefined) throw new Error(`no ${name}`);
  return device;
}

/** How long a test waits for what must come, in milliseconds. */
const limitMs = 8000;

/** Logs in with a bare ssh2 client. Rejects with the client's error. */
export async function connect(device: LabDevice, config: Partial<ConnectConfig> = {}): Promise<ssh2.Client> {
  const client = new ssh2.Client();
  // A connection may fail again after it has failed: only the first time matters.
  client.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve).once('error', reject);
    client.once('close', () => reject(new Error('closed before login')));
    client.connect({
      host: device.host,
      port: device.port,
      username: 'showrun',
      password: 'pass',
      readyTimeout: limitMs,
      ...config,
    });
  });
  return client;
}

/** A shell on a device, driven as a person would. */
export class LabTerminal {
  /** Everything received and not consumed yet. */
  received = '';
  readonly bytes: Buffer[] = [];
  closed = false;
  readonly client: ssh2.Client;
  private readonly channel: ClientChannel;
  private wake: () => void = () => undefined;

  private constructor(client: ssh2.Client, channel: ClientChannel) {
    this.client = client;
    this.channel = channel;
    channel.on('data', (chunk: Buffer) => {
      this.bytes.push(chunk);
      this.received += chunk.toString('utf8');
      this.wake();
    });
    channel.on('close', () => this.end());
    client.on('close', () => this.end());
  }

  static async open(
    device: LabDevice,
    options: { config?: Partial<ConnectConfig>; rows?: number; cols?: number } = {},
  ): Promise<LabTerminal> {
    const client = await connect(device, options.config);
    const size = { rows: options.rows ?? 24, cols: options.cols ?? 80, term: 'vt100' };
    return await new Promise((resolve, reject) => {
      client.shell(size, (error, channel) => {
        if (error === undefined) resolve(new LabTerminal(client, channel));
        else reject(error);
      });
    });
  }

  /** Waits until a pattern is there and takes everything up to its end. */
  async until(pattern: RegExp): Promise<string> {
    const limit = AbortSignal.timeout(limitMs);
    for (;;) {
      const match = pattern.exec(this.received);
      if (match !== null) {
        const end = match.index + match[0].length;
        const taken = this.received.slice(0, end);
        this.received = this.received.slice(end);
        return taken;
      }
      if (this.closed)
        throw new Error(`closed before ${String(pattern)}: ${JSON.stringify(this.received.slice(-400))}`);
      await this.change(limit, pattern);
    }
  }

  /** Sends a line and waits for a pattern. */
  async ask(line: string, pattern: RegExp): Promise<string> {
    this.send(`${line}\r`);
    return await this.until(pattern);
  }

  send(text: string): void {
    this.channel.write(text);
  }

  /** Waits until the device has ended the session. */
  async gone(): Promise<void> {
    const limit = AbortSignal.timeout(limitMs);
    while (!this.closed) await this.change(limit, 'the end');
  }

  close(): void {
    this.client.destroy();
  }

  private end(): void {
    this.closed = true;
    this.wake();
  }

  private async change(limit: AbortSignal, what: unknown): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.wake = resolve;
      const late = (): void =>
        reject(new Error(`no ${String(what)} in ${JSON.stringify(this.received.slice(-400))}`));
      if (limit.aborted) late();
      limit.addEventListener('abort', late, { once: true });
    });
  }
}

/** Waits until a device has no connection any more. */
export async function idle(lab: Lab, name: string): Promise<void> {
  const limit = performance.now() + limitMs;
  while (lab.stats().get(name)?.open !== 0) {
    if (performance.now() > limit) throw new Error(`${name} still has connections`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Waits for an event of anything that has them. */
export async function event(emitter: NodeJS.EventEmitter, name: string): Promise<unknown[]> {
  return (await once(emitter, name, { signal: AbortSignal.timeout(limitMs) })) as unknown[];
}
