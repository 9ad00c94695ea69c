import type { Client } from 'ssh2';
import type { AuthFailure } from './authenticator.ts';

interface Handlers {
  USERAUTH_FAILURE?: (protocol: unknown, methods: string[], partial: boolean) => void;
}

/**
 * Tells every answer "not accepted" of the server. ssh2's authHandler gets them too, but not after a key of an agent,
 * where it passes the answer from before: then a server that takes no keys at all, or that took the key and wants a code
 * next, could not be told from one that knows another key. So this looks where ssh2 1.17 dispatches the message.
 */
export function watchAuthFailures(client: Client, listener: (failure: AuthFailure) => void): void {
  const handlers = (client as unknown as { _protocol?: { _handlers?: Handlers } })._protocol?._handlers;
  const original = handlers?.USERAUTH_FAILURE;
  if (handlers === undefined || original === undefined) {
    throw new Error('this version of ssh2 has no USERAUTH_FAILURE handler');
  }
  handlers.USERAUTH_FAILURE = (protocol, methods, partial) => {
    listener({ stillAllowed: methods, partial });
    original(protocol, methods, partial);
  };
}
