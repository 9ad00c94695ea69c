import type { ClientChannel } from 'ssh2';
import type { ByteStream } from '../../api/transport.ts';

/** A connection that can be held back as a whole. */
export interface HeldBack {
  pause(): void;
  resume(): void;
}

/**
 * A shell channel as a byte stream. It is held back by not reading the connection below, which carries nothing else: what waits
 * is in the system's buffers and not in ours. With ssh2's windows of 2 MiB, a hundred sessions and a slow disk that is 200 MB. What
 * has been read already still comes.
 * @param connection what the channel lives in, and nobody else
 * @param close ends the connection below
 * @param whyLost the reason why the connection ended, where it was not the device that ended the shell
 */
export function shellStream(
  channel: ClientChannel,
  connection: HeldBack,
  close: () => void,
  whyLost: () => Error | undefined,
): ByteStream {
  const sources = [channel, channel.stderr];
  let closedByUs = false;
  return {
    onData(listener) {
      for (const source of sources) source.on('data', listener);
    },
    onClose(listener) {
      let told = false;
      const tell = (): void => {
        if (told) return;
        told = true;
        listener(closedByUs ? undefined : whyLost());
      };
      // What the device said last is read first: `end` comes after the last chunk, `close` may come before it.
      channel.once('end', tell);
      channel.once('close', () => {
        if (channel.readableLength === 0 || closedByUs) tell();
      });
    },
    write(data) {
      if (channel.writable) channel.write(data);
    },
    pause() {
      connection.pause();
    },
    resume() {
      connection.resume();
    },
    close() {
      closedByUs = true;
      close();
    },
  };
}
