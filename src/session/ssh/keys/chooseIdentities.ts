import { join } from 'node:path';
import type { KeyChoice } from '../hosts/hostSpec.ts';
import { agentKeys } from './agentKeys.ts';
import { agentAddress } from './agentAddress.ts';
import type { AgentSurroundings } from './agentAddress.ts';
import type { Identity } from './identity.ts';
import type { AskPassphrase, KeyFiles } from './keyFiles.ts';

export interface IdentityRequest {
  readonly choice: KeyChoice;
  readonly files: KeyFiles;
  readonly surroundings: AgentSurroundings;
  readonly ask: AskPassphrase;
  readonly signal: AbortSignal;
  /** A fact for the message of a rejected login. */
  readonly note: (text: string) => void;
}

const defaultNames = ['id_ed25519', 'id_ecdsa', 'id_rsa'];

/**
 * Keys that nobody named count as failed logins too, and many devices hang up after three of those: a few are offered, so
 * that a password still gets its turn. OpenSSH's server allows six.
 */
const unnamedLimit = { auto: 2, all: 5 } as const;

/**
 * The keys to offer, in the order of OpenSSH: named ones that the agent holds, the agent's others, files. An agent that is
 * gone or a file that is not there is no error, unless the file was asked for. Throws `session.key-unreadable`.
 */
export async function chooseIdentities(request: IdentityRequest): Promise<Identity[]> {
  const { choice, note } = request;
  if (choice.use === 'never') return [];
  const agent = await fromAgent(request);
  const named = await fromFiles(request, choice.files);
  const namedBlobs = new Set(named.map((identity) => identity.blob));
  const held = agent.filter((identity) => namedBlobs.has(identity.blob));
  const heldBlobs = new Set(held.map((identity) => identity.blob));
  const unnamed = choice.onlyNamed ? [] : agent.filter((identity) => !namedBlobs.has(identity.blob));
  const defaults =
    choice.onlyNamed || choice.files.length > 0 ? [] : await fromFiles(request, defaultFiles(request));
  const fresh = defaults.filter((identity) => !unnamed.some((other) => other.blob === identity.blob));
  const limit = unnamedLimit[choice.use];
  const others = [...unnamed, ...fresh];
  if (others.length > limit) {
    note(
      `${others.length - limit} more keys were not offered, since devices hang up after a few; name one with key_file${choice.use === 'auto' ? ', or set use_keys to true' : ''}.`,
    );
  }
  const offered = new Set(others.slice(0, limit));
  return [
    ...held,
    ...unnamed.filter((identity) => offered.has(identity)),
    ...named.filter((identity) => !heldBlobs.has(identity.blob)),
    ...fresh.filter((identity) => offered.has(identity)),
  ];
}

function defaultFiles({ surroundings }: IdentityRequest): KeyChoice['files'] {
  return defaultNames.map((name) => ({ path: join(surroundings.home, '.ssh', name), required: false }));
}

async function fromAgent({ choice, surroundings, note }: IdentityRequest): Promise<Identity[]> {
  const path = await agentAddress(choice.agent, surroundings);
  if (path === undefined) return [];
  try {
    return await agentKeys(path);
  } catch {
    note(`The SSH agent at ${path} did not answer.`);
    return [];
  }
}

async function fromFiles(request: IdentityRequest, wanted: KeyChoice['files']): Promise<Identity[]> {
  const { files, ask, signal, note } = request;
  const identities: Identity[] = [];
  for (const { path, required } of wanted) {
    try {
      identities.push(await files.identity(path, ask, signal));
    } catch (error) {
      signal.throwIfAborted();
      if (required) throw error;
      const missing = ((error as Error).cause as { code?: unknown } | undefined)?.code === 'ENOENT';
      if (!missing) note((error as Error).message);
    }
  }
  return identities;
}
