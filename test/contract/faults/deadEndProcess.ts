// Listens with the shortest queue there is, says where, and waits to be stopped.
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

const server = createServer();
server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
  process.send?.((server.address() as AddressInfo).port);
});
process.on('disconnect', () => process.exit(0));
