import crypto from 'node:crypto';
import { bigIntDiffieHellman } from './bigIntDiffieHellman.ts';
import type { KeyAgreement } from './bigIntDiffieHellman.ts';

/** RFC 2409, section 6.2: the group that SSH calls group1 and node calls modp2. */
export const oakleyGroup2Prime = Buffer.from(
  'ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd' +
    'ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed' +
    'ee386bfb5a899fa5ae9f24117c4b1fe649286651ece65381ffffffffffffffff',
  'hex',
);

/** RFC 8270: what a group exchange may give. */
const exchangeLimits = { minBits: 2048, maxBits: 8192 };

interface Primitives {
  createDiffieHellman: unknown;
  createDiffieHellmanGroup: unknown;
}

/**
 * ssh2 takes its Diffie-Hellman primitives from node:crypto while it loads. This module must be evaluated right before
 * that: it puts BigInt arithmetic in their place (no primality test, and group1 in runtimes without `modp2`, such as
 * desktop VS Code), and `restoreDiffieHellman` puts the originals back right after, so that nobody else ever sees them.
 */
const target = crypto as unknown as Primitives;
const original: Primitives = {
  createDiffieHellman: target.createDiffieHellman,
  createDiffieHellmanGroup: target.createDiffieHellmanGroup,
};

function createDiffieHellman(prime: Uint8Array, generator: Uint8Array): KeyAgreement {
  return bigIntDiffieHellman(prime, generator, exchangeLimits);
}

function createDiffieHellmanGroup(name: string): KeyAgreement {
  if (name === 'modp2') {
    return bigIntDiffieHellman(oakleyGroup2Prime, Buffer.from([2]), { minBits: 1024, maxBits: 1024 });
  }
  return (original.createDiffieHellmanGroup as (name: string) => KeyAgreement)(name);
}

target.createDiffieHellman = createDiffieHellman;
target.createDiffieHellmanGroup = createDiffieHellmanGroup;

/** Gives node:crypto its own functions back. */
export function restoreDiffieHellman(): void {
  target.createDiffieHellman = original.createDiffieHellman;
  target.createDiffieHellmanGroup = original.createDiffieHellmanGroup;
}
