import type { Client, ClientChannel } from 'ssh2';

/** The parts of ssh2 1.17 that are looked at here. */
interface Channel {
  readonly outgoing?: { readonly id?: number };
  /** One for each request that the server still has to answer; called with false where it was granted. */
  readonly _callbacks: ((failed: unknown) => void)[];
  close(): void;
}
interface Internals {
  readonly _protocol?: { pty?: (channel: number, ...rest: unknown[]) => void };
  readonly _chanMgr?: { readonly _channels?: Readonly<Record<number, Channel>> };
}

/**
 * Opens a shell with a terminal. ssh2 waits for the answer to the request for a terminal before it asks for the shell; here both leave
 * together, as OpenSSH's client sends them (`client_session2_setup` in clientloop.c), which saves every device a round trip. A
 * server that refuses the terminal gets its channel closed and is an error, as before. `done` is called once.
 */
export function openTerminal(
  client: Client,
  terminal: { readonly width: number; readonly height: number },
  done: (error: Error | undefined, channel: ClientChannel) => void,
): void {
  const { _protocol: protocol, _chanMgr: manager } = client as unknown as Internals;
  const channels = manager?._channels;
  const askForTerminal = protocol?.pty;
  if (channels === undefined || protocol === undefined || askForTerminal === undefined)
    throw new Error('this version of ssh2 has no requests to look at');
  let isDone = false;
  const once: typeof done = (error, channel) => {
    if (isDone) return;
    isDone = true;
    done(error, channel);
  };
  protocol.pty = (id, ...rest) => {
    delete protocol.pty; // what ssh2 has for all clients comes back
    askForTerminal.call(protocol, id, ...rest);
    const channel = Object.values(channels).find((each) => each.outgoing?.id === id);
    const answered = channel?._callbacks.pop();
    if (channel === undefined || answered === undefined) throw new Error('a terminal without a channel');
    channel._callbacks.push((failed) => {
      // closes the channel and says why
      if (failed !== false) answered(failed);
    });
    answered(false); // asks for the shell
  };
  client.shell({ term: 'vt100', cols: terminal.width, rows: terminal.height }, once);
}
