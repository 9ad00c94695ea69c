import type { Duplex } from 'node:stream';
import type { Algorithms } from 'ssh2';
import type { HostKeyVerifier, Remember } from '../../hostkeys/hostKeyVerifier.ts';
import { keyTypesOf, preferKnownTypes } from '../algorithms.ts';
import { connectSocket } from '../connectSocket.ts';
import { hostIdentity } from '../hosts/hostSpec.ts';
import type { HostSpec } from '../hosts/hostSpec.ts';
import { useOwnDiffieHellman } from '../ownDiffieHellman.ts';
import { Client } from '../ssh2.ts';

/**
 * Has a person judge the key of a host that `ssh` does not know, since `ssh` itself cannot ask here: does a key exchange, no login, and
 * remembers the key if it is accepted and the host has proved that it owns it. Throws `session.host-key-…` and the codes of a
 * connection that fails.
 */
export async function askHostKey(
  spec: HostSpec,
  hostKeys: HostKeyVerifier,
  connectTimeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  const identity = hostIdentity(spec);
  const known = await hostKeys.knownTypes(identity, spec.knownHostsFiles);
  const serverHostKey = preferKnownTypes(spec.algorithms.serverHostKey, known);
  const request = {
    ...identity,
    device: spec.label,
    policy: spec.policy,
    extraFiles: spec.knownHostsFiles,
    offeredTypes: keyTypesOf(serverHostKey),
  };
  const endpoint = { label: spec.label, host: spec.host, port: spec.port };
  const stream = await connectSocket(endpoint, spec.connectTimeoutMs ?? connectTimeoutMs, signal);
  const algorithms = { ...spec.algorithms, serverHostKey } as Algorithms;
  const remember = await exchangeKeys(
    stream,
    algorithms,
    (key) => hostKeys.verify(request, key, signal),
    signal,
  );
  await remember();
}

/** Resolves with what `verify` gave, once the host has proved that the key is its own. */
function exchangeKeys(
  stream: Duplex,
  algorithms: Algorithms,
  verify: (key: Uint8Array) => Promise<Remember>,
  signal: AbortSignal,
): Promise<Remember> {
  const client = new Client();
  return new Promise((resolve, reject) => {
    let remember: Remember | undefined;
    const finish = (settle: () => void): void => {
      signal.removeEventListener('abort', onAbort);
      client.removeAllListeners();
      client.on('error', () => undefined);
      stream.on('error', () => undefined);
      stream.destroy();
      settle();
    };
    const fail = (error: Error): void => {
      finish(() => {
        reject(error);
      });
    };
    const onAbort = (): void => {
      fail(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    client.on('error', fail);
    client.on('close', () => {
      fail(new Error('it closed the connection'));
    });
    client.on('handshake', () => {
      const proved = remember;
      if (proved === undefined) return;
      finish(() => {
        resolve(proved);
      });
    });
    client.connect({
      sock: stream,
      username: 'none',
      algorithms,
      readyTimeout: 0,
      ident: 'Showrun',
      hostVerifier: (key: Buffer, decide: (valid: boolean) => void) => {
        verify(Buffer.from(key)).then((accepted) => {
          remember = accepted;
          decide(true);
        }, fail);
      },
      // No login is begun.
      authHandler: () => undefined,
    });
    useOwnDiffieHellman(client);
  });
}
