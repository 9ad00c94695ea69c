// The executor on a machine without a way to some addresses, which are those of documentation (RFC 5737): nobody is asked for
// them, and what the system says of a way that it does not have is said here. Everything else is as usual.
import './tellHolding.ts';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import type { NetConnectOpts } from 'node:net';
import { PluginSessions } from '../../../src/engine/executor/pluginSessions.ts';
import { serveHost } from '../../../src/engine/executor/hostConnection.ts';
import { gatheringRunFiles } from '../../../src/store/outputs/gatheringFiles.ts';
import { systemClock } from '../../../src/store/systemClock.ts';

const reasons = new Map([
  ['192.0.2.1', 'ENETUNREACH'],
  ['192.0.2.2', 'EHOSTUNREACH'],
]);

const connect = net.connect.bind(net) as (options: NetConnectOpts) => net.Socket;

function connectOrNot(options: NetConnectOpts): net.Socket {
  const { host = '', port } = options as net.TcpNetConnectOpts;
  const code = reasons.get(host);
  if (code === undefined) return connect(options);
  const error = new Error(`connect ${code} ${host}:${String(port)}`);
  // as the socket of a connection that failed: an error in a later turn of the event loop, then its end
  return new net.Socket().destroy(Object.assign(error, { code, syscall: 'connect', address: host, port }));
}

net.connect = connectOrNot as typeof net.connect;
syncBuiltinESMExports();

serveHost({
  sessions: new PluginSessions(),
  files: gatheringRunFiles(),
  clock: systemClock,
  version: '0.0.0-test',
});
