import { Duplex } from 'node:stream';
import { telnetOption } from '../../core/telnet/telnetBytes.ts';
import { TelnetCodec } from '../../core/telnet/telnetCodec.ts';

/** A telnet server's end of a connection: data in and out. */
export interface TelnetServerStream extends Duplex {
  /** The client's screen, as far as it has told; zeros before. */
  readonly size: { readonly columns: number; readonly rows: number };
}

/**
 * Wraps a connection in the telnet protocol, and asks the client for what devices ask: character mode (ECHO and SGA at the
 * device's side) and the size of the screen. A client that breaks the protocol is cut off.
 */
export function telnetDuplex(connection: Duplex): TelnetServerStream {
  const size = { columns: 0, rows: 0 };
  const { binary, echo, suppressGoAhead, terminalType, windowSize } = telnetOption;
  const codec = new TelnetCodec({
    remote: [binary, suppressGoAhead, terminalType, windowSize],
    local: [binary, echo, suppressGoAhead],
    onSubnegotiation: (option, body) => {
      if (option !== windowSize || body.length !== 4) return;
      const view = new DataView(body.buffer, body.byteOffset);
      size.columns = view.getUint16(0);
      size.rows = view.getUint16(2);
    },
  });
  const sendReplies = (): void => {
    const replies = codec.takeReplies();
    if (replies.length > 0 && connection.writable) connection.write(replies);
  };
  const duplex = new Duplex({
    read: () => connection.resume(),
    write: (chunk: Buffer, _encoding, done) => {
      if (!connection.writable) done();
      else if (connection.write(codec.encode(chunk))) done();
      else connection.once('drain', () => done());
    },
    final: (done) => {
      connection.end();
      done();
    },
    destroy: (error, done) => {
      connection.destroy();
      done(error);
    },
  });
  connection.on('data', (chunk: Buffer) => {
    try {
      const data = codec.receive(chunk);
      sendReplies();
      if (data.length > 0 && !duplex.destroyed && !duplex.push(data)) connection.pause();
    } catch {
      connection.destroy();
    }
  });
  connection.once('end', () => duplex.destroyed || duplex.push(null));
  connection.once('close', () => duplex.destroy());
  connection.on('error', () => duplex.destroy());
  for (const option of [echo, suppressGoAhead]) codec.request('local', option, true);
  for (const option of [suppressGoAhead, terminalType, windowSize]) codec.request('remote', option, true);
  sendReplies();
  return Object.assign(duplex, { size });
}
