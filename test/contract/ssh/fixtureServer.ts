import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import ssh2 from 'ssh2';
import type { AuthContext, Connection, ServerConfig } from 'ssh2';

/** What a fixture server saw, for assertions. */
export interface Seen {
  connections: number;
  open: number;
  /** Methods in the order they were tried: `password`, `publickey:ssh-ed25519`, `publickey:ssh-ed25519+signature` … */
  readonly attempts: string[];
  readonly passwords: string[];
  readonly ptys: { readonly cols: number; readonly rows: number; readonly term: string }[];
  readonly forwards: string[];
}

export interface FixtureOptions {
  readonly hostKeys?: readonly string[];
  readonly algorithms?: ServerConfig['algorithms'];
  readonly banner?: string;
  readonly ident?: string;
  /** Decides a login; accepts the password `secret` by default. */
  readonly auth?: (context: AuthContext, seen: Seen) => void;
  readonly onClient?: (client: Connection) => void;
  readonly shell?: 'prompt' | 'refuse';
  readonly terminal?: 'give' | 'refuse';
  readonly port?: number;
  /** Forwarded connections that one connection bears; more are refused for want of resources. */
  readonly maxForwards?: number;
}

export interface Fixture {
  readonly port: number;
  readonly seen: Seen;
  /** Ends all connections from the server's side. */
  drop(): void;
  /** Ends all connections with a TCP reset. */
  reset(): void;
  /** Stops reading, as a dead path does. */
  freeze(): void;
  /** Resolves when no connection is open any more. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Makes a key pair; ed25519 unless told otherwise. One in 300 ed25519 keys that ssh2 makes it cannot read itself. */
export function makeKey(
  type: 'ed25519' | 'rsa' | 'ecdsa' = 'ed25519',
  passphrase?: string,
): { private: string; public: string } {
  for (;;) {
    const pair = generate(type, passphrase);
    if (!(ssh2.utils.parseKey(pair.private, passphrase) instanceof Error)) return pair;
  }
}

function generate(
  type: 'ed25519' | 'rsa' | 'ecdsa',
  passphrase?: string,
): { private: string; public: string } {
  const cipher = passphrase === undefined ? {} : { passphrase, cipher: 'aes256-cbc', rounds: 4 };
  if (type === 'rsa') return ssh2.utils.generateKeyPairSync('rsa', { bits: 2048, ...cipher });
  if (type === 'ecdsa') return ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256, ...cipher });
  return ssh2.utils.generateKeyPairSync('ed25519', cipher as never);
}

const defaultHostKey = makeKey().private;

/** A small SSH server on loopback, made with ssh2's server side; every test says how it behaves. */
export async function startFixture(options: FixtureOptions = {}): Promise<Fixture> {
  const seen: Seen = { connections: 0, open: 0, attempts: [], passwords: [], ptys: [], forwards: [] };
  const clients = new Set<Connection>();
  const sockets = new Set<Socket>();
  const server = new ssh2.Server(
    {
      hostKeys: [...(options.hostKeys ?? [defaultHostKey])],
      ...(options.algorithms === undefined ? {} : { algorithms: options.algorithms }),
      ...(options.banner === undefined ? {} : { banner: options.banner }),
      ...(options.ident === undefined ? {} : { ident: options.ident }),
    },
    (client) => {
      clients.add(client);
      client.on('error', () => undefined);
      client.on('close', () => clients.delete(client));
      client.on('authentication', (context) => {
        seen.attempts.push(describe(context));
        if (context.method === 'password') seen.passwords.push(context.password);
        (options.auth ?? acceptSecret)(context, seen);
      });
      client.on('ready', () => {
        serve(client, options, seen);
      });
      options.onClient?.(client);
    },
  );
  const net = (server as unknown as { _srv: NodeJS.EventEmitter })._srv;
  net.on('connection', (socket: Socket) => {
    seen.connections++;
    seen.open++;
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on('close', () => {
      seen.open--;
      sockets.delete(socket);
      net.emit('fixture-closed');
    });
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(net, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    drop: () => {
      for (const socket of sockets) socket.destroy();
    },
    reset: () => {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    freeze: () => {
      for (const socket of sockets) socket.pause();
    },
    idle: async () => {
      while (seen.open > 0) await once(net, 'fixture-closed');
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(net, 'close');
    },
  };
}

/** Accepts the password `secret` for everyone. */
export function acceptSecret(context: AuthContext): void {
  if (context.method === 'password' && context.password === 'secret') context.accept();
  else context.reject(['password']);
}

function describe(context: AuthContext): string {
  if (context.method !== 'publickey') return context.method;
  return `publickey:${context.key.algo}${context.signature === undefined ? '' : '+signature'}`;
}

function serve(client: Connection, options: FixtureOptions, seen: Seen): void {
  client.on('session', (accept) => {
    const session = accept();
    session.on('pty', (acceptPty, rejectPty, info) => {
      if (options.terminal === 'refuse') {
        rejectPty();
        return;
      }
      const { cols, rows, term } = info as typeof info & { term: string };
      seen.ptys.push({ cols, rows, term });
      acceptPty();
    });
    session.on('shell', (acceptShell, reject) => {
      if (options.shell === 'refuse') {
        reject();
        return;
      }
      const channel = acceptShell();
      channel.write('fixture> ');
      channel.on('data', (data: Buffer) => {
        const text = data.toString();
        if (text === 'exit\n') channel.end('bye\r\n');
        else channel.write(`${text}ok\r\nfixture> `);
      });
    });
  });
  let forwards = 0;
  const onward = new Set<Socket>();
  let isGone = false;
  client.on('close', () => {
    isGone = true;
    for (const socket of onward) socket.destroy();
  });
  client.on('tcpip', (accept, reject, info) => {
    seen.forwards.push(`${info.destIP}:${info.destPort}`);
    if (forwards >= (options.maxForwards ?? Number.POSITIVE_INFINITY)) {
      refuseForWantOfResources(client, reject);
      return;
    }
    forwards++;
    const counted = (): NodeJS.ReadWriteStream => accept().once('close', () => forwards--);
    // who asked may be gone before the connection is there: ssh2 closes no channel then
    forward(counted, reject, info, (socket) => {
      onward.add(socket.once('close', () => onward.delete(socket)));
      if (isGone) socket.destroy();
    });
  });
}

/** ssh2's server can refuse with one reason only; another one is put in its place. */
function refuseForWantOfResources(client: Connection, reject: () => void): void {
  const { _protocol: protocol } = client as unknown as {
    _protocol: { channelOpenFail: (recipient: number, reason: number, text: string) => void };
  };
  const original = protocol.channelOpenFail;
  protocol.channelOpenFail = (recipient) => {
    original.call(protocol, recipient, 4, 'no more');
  };
  reject();
  protocol.channelOpenFail = original;
}

function forward(
  accept: () => NodeJS.ReadWriteStream,
  reject: () => void,
  info: { readonly destIP: string; readonly destPort: number },
  begun: (socket: Socket) => void,
): void {
  import('node:net').then(({ connect }) => {
    const socket = connect({ port: info.destPort, host: info.destIP, noDelay: true });
    begun(socket);
    socket.once('connect', () => {
      const channel = accept();
      channel.on('error', () => undefined);
      channel.on('close', () => socket.destroy());
      socket.pipe(channel).pipe(socket);
    });
    socket.on('error', () => {
      if (socket.pending) reject();
    });
  }, reject);
}
