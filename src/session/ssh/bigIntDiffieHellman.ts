import { randomBytes } from 'node:crypto';

/** The part of node's DiffieHellman that an SSH key exchange needs. */
export interface KeyAgreement {
  /** Makes a key pair and returns the public value, big-endian. */
  generateKeys(): Buffer;
  /** Throws where the other side's value is outside 2 … p-2 (RFC 4253, section 8, and NIST SP 800-56A). */
  computeSecret(otherPublicKey: Uint8Array): Buffer;
  getPrime(): Buffer;
  getGenerator(): Buffer;
}

/** Twice the strength of the strongest cipher (256 bits), as OpenSSH chooses its exponents (RFC 4419, section 6.2). */
const exponentBytes = 64;

/**
 * Diffie-Hellman over a prime that the server chose, in BigInt. Node's own `createDiffieHellman(prime)` first tests the
 * prime, which takes 1.4 s for 3,072 bits and 23 s for 8,192, on the event loop; OpenSSH's client does not test it
 * either. Keys are used once, so the running time of the exponentiation tells nothing about another session.
 * Throws a RangeError where the group is outside `minBits` … `maxBits` or makes no sense.
 */
export function bigIntDiffieHellman(
  prime: Uint8Array,
  generator: Uint8Array,
  limits: { readonly minBits: number; readonly maxBits: number },
): KeyAgreement {
  const p = toBigInt(prime);
  const g = toBigInt(generator);
  const bits = p.toString(2).length;
  if (bits < limits.minBits || bits > limits.maxBits) {
    throw new RangeError(`the group has ${bits} bits; ${limits.minBits} to ${limits.maxBits} are accepted`);
  }
  if (p % 2n === 0n || g < 2n || g > p - 2n) throw new RangeError('the group is not valid');
  const length = Math.ceil(bits / 8);
  let secret: bigint | undefined;
  const exponent = (): bigint => (secret ??= toBigInt(randomBytes(Math.min(exponentBytes, length - 1))) | 1n);
  return {
    generateKeys: () => toBuffer(power(g, exponent(), p), length),
    computeSecret: (otherPublicKey) => {
      const other = toBigInt(otherPublicKey);
      if (other < 2n || other > p - 2n) throw new RangeError("the server's public value is out of range");
      const shared = power(other, exponent(), p);
      if (shared < 2n) throw new RangeError('the shared secret is trivial');
      return toBuffer(shared, length);
    },
    getPrime: () => toBuffer(p, length),
    getGenerator: () => Buffer.from(generator),
  };
}

/** base^exponent mod modulus, four bits at a time. */
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const table = [1n, base % modulus];
  for (let i = 2; i < 16; i++) table.push(((table[i - 1] ?? 1n) * base) % modulus);
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    for (let i = 0; i < 4; i++) result = (result * result) % modulus;
    const value = Number.parseInt(digit, 16);
    if (value > 0) result = (result * (table[value] ?? 1n)) % modulus;
  }
  return result;
}

function toBigInt(bytes: Uint8Array): bigint {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return hex === '' ? 0n : BigInt(`0x${hex}`);
}

function toBuffer(value: bigint, length: number): Buffer {
  return Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex');
}
