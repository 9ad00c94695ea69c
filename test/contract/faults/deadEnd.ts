import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** Connections of our own that fill a queue which is two long. */
const fillers = 4;

/** A port that no connection to ever comes about, as behind a firewall that drops packets. */
export interface DeadEnd {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * A process that listens and is stopped before it takes a connection: the system queues as many as the backlog allows,
 * and lets the packets of all further ones go unanswered (Linux).
 */
export async function startDeadEnd(): Promise<DeadEnd> {
  const child = fork(new URL('deadEndProcess.ts', import.meta.url), [], { execArgv: [] });
  const [port] = (await once(child, 'message')) as [number];
  child.kill('SIGSTOP');
  const sockets: Socket[] = [];
  for (let count = 0; count < fillers; count += 1) {
    sockets.push(connect({ host: '127.0.0.1', port }).on('error', () => undefined));
  }
  await once(sockets[0] as Socket, 'connect');
  return {
    port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
