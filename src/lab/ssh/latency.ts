import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** Bytes under way in each direction before the sender has to wait. */
const windowBytes = 4 * 1024 * 1024;

/** Wraps a socket so that everything takes half the round-trip time in each direction, in order and without limiting the rate. */
export function delaySocket(socket: Socket, roundTripMs: number): Duplex {
  const delayMs = roundTripMs / 2;
  const duplex = new Duplex({
    writableHighWaterMark: windowBytes,
    read: () => socket.resume(),
    write: (chunk: Buffer, _encoding, done) => {
      // Counted as written at once: several chunks are under way together, as on a real line.
      setTimeout(() => {
        if (!socket.destroyed) socket.write(chunk);
      }, delayMs);
      if (socket.writableLength > windowBytes) socket.once('drain', () => done());
      else done();
    },
    final: (done) => {
      setTimeout(() => {
        socket.end();
        done();
      }, delayMs);
    },
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  socket.on('data', (chunk) => {
    setTimeout(() => {
      if (!duplex.destroyed && !duplex.push(chunk)) socket.pause();
    }, delayMs);
  });
  socket.once('end', () => setTimeout(() => duplex.destroyed || duplex.push(null), delayMs));
  socket.once('close', () => duplex.destroy());
  socket.on('error', () => duplex.destroy());
  return Object.assign(duplex, {
    remoteAddress: socket.remoteAddress,
    remoteFamily: socket.remoteFamily,
    remotePort: socket.remotePort,
    setNoDelay: () => duplex,
    setKeepAlive: () => duplex,
  });
}

/** Makes a connection as dead as one whose other end has lost its power: it stays open, and nothing comes or goes. */
export function freeze(socket: Socket): void {
  socket.removeAllListeners('data');
  socket.on('data', () => undefined); // so that its end is seen
  socket.write = () => true;
}

/** Ends a connection without a word of the protocols above TCP. What still comes in is taken, so that nothing resets it. */
export function cut(socket: Socket): void {
  freeze(socket);
  socket.end();
}
