import type { ParsedKey } from 'ssh2';
import { OpenSSHAgent } from '../ssh2.ts';
import type { Identity } from './identity.ts';
import { SingleKeyAgent } from './singleKeyAgent.ts';

/** The keys of the agent at a socket path or named pipe. Rejects where it does not answer. */
export async function agentKeys(path: string): Promise<Identity[]> {
  const agent = new OpenSSHAgent(path);
  const keys = await new Promise<ParsedKey[]>((resolve, reject) => {
    agent.getIdentities((error, found = []) => {
      if (error) reject(error);
      else resolve(found.filter((key): key is ParsedKey => 'getPublicSSH' in key));
    });
  });
  return keys.map((key) => ({
    name: `${key.comment === '' ? key.type : key.comment} (agent)`,
    blob: key.getPublicSSH().toString('base64'),
    agent: new SingleKeyAgent(key, (data, hash) => signWith(agent, key, data, hash)),
  }));
}

function signWith(
  agent: InstanceType<typeof OpenSSHAgent>,
  key: ParsedKey,
  data: Buffer,
  hash?: string,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = hash === undefined ? {} : { hash: hash as 'sha256' | 'sha512' };
    agent.sign(key, data, options, (error, signature) => {
      if (signature === undefined) reject(error ?? new Error('The SSH agent gave no signature'));
      else resolve(signature);
    });
  });
}
