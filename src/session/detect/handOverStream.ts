import type { ByteStream } from '../../api/transport.ts';

/**
 * A stream whose reader can change: what comes goes to whoever listened last. Nothing is kept in between, so the hand-over has
 * to happen while the device waits at a prompt.
 */
export function handOverStream(stream: ByteStream): ByteStream {
  let onData: (chunk: Uint8Array) => void = () => undefined;
  let onClose: (error?: Error) => void = () => undefined;
  let ended: { readonly error?: Error } | undefined;
  stream.onData((chunk) => onData(chunk));
  stream.onClose((error) => {
    ended = error === undefined ? {} : { error };
    onClose(error);
  });
  const { identification } = stream;
  return {
    ...(identification === undefined ? {} : { identification }),
    onData: (listener) => {
      onData = listener;
    },
    onClose: (listener) => {
      onClose = listener;
      if (ended !== undefined) listener(ended.error);
    },
    write: (data) => stream.write(data),
    pause: () => stream.pause(),
    resume: () => stream.resume(),
    close: () => stream.close(),
  };
}
