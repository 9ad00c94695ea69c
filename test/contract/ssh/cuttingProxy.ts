import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A TCP proxy on loopback that can cut its connections as a broken path does: both sides at once, without a goodbye. */
export interface CuttingProxy {
  readonly port: number;
  /** Connections taken so far. */
  readonly connections: () => number;
  /** Bytes that have come from the server so far, of all connections. */
  readonly bytes: () => number;
  cut(): void;
  /** Resolves when no connection is open any more. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** @param cutAfter bytes from the server after which the connection is cut; with 0 before any; never unless given */
export async function startCuttingProxy(
  target: number,
  cutAfter: number = Number.POSITIVE_INFINITY,
): Promise<CuttingProxy> {
  const open = new Set<Socket>();
  let connections = 0;
  let bytes = 0;
  const cut = (): void => {
    for (const socket of open) socket.resetAndDestroy();
  };
  const server = createServer({ noDelay: true }, (client) => {
    connections++;
    const upstream = connect({ port: target, host: '127.0.0.1', noDelay: true });
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
        server.emit('one-closed');
      });
    }
    if (cutAfter === 0) {
      cut();
      return;
    }
    client.pipe(upstream);
    upstream.on('data', (chunk: Buffer) => {
      const left = cutAfter - bytes;
      bytes += chunk.length;
      if (chunk.length < left) client.write(chunk);
      else client.write(chunk.subarray(0, left), cut);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    bytes: () => bytes,
    cut,
    idle: async () => {
      while (open.size > 0) await once(server, 'one-closed');
    },
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
