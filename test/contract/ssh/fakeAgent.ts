import { createServer } from 'node:net';
import { once } from 'node:events';
import ssh2 from 'ssh2';
import type { ParsedKey } from 'ssh2';

/** An SSH agent on a socket, holding some keys; counts what it is asked. */
export async function startFakeAgent(
  path: string,
  keys: readonly string[],
): Promise<{ readonly signatures: string[]; close(): void }> {
  const parsed = keys.map((key) => {
    const found = ssh2.utils.parseKey(key) as ParsedKey | ParsedKey[];
    return Array.isArray(found) ? found[0]! : found;
  });
  const signatures: string[] = [];
  const server = createServer((socket) => {
    const protocol = new ssh2.AgentProtocol(false);
    protocol.on('error', () => socket.destroy());
    protocol.on('identities', (request) => {
      protocol.getIdentitiesReply(request, parsed);
    });
    protocol.on('sign', (request, publicKey, data, options) => {
      const key = parsed.find((candidate) => candidate.getPublicSSH().equals(publicKey.getPublicSSH()))!;
      signatures.push(key.type);
      protocol.signReply(request, key.sign(data, options.hash));
    });
    socket.on('error', () => undefined);
    socket.pipe(protocol).pipe(socket);
  });
  server.listen(path);
  await once(server, 'listening');
  return { signatures, close: () => server.close() };
}
