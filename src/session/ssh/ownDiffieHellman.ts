import type { Client } from 'ssh2';
import { bigIntDiffieHellman } from './bigIntDiffieHellman.ts';
import type { KeyAgreement } from './bigIntDiffieHellman.ts';
import { curve25519 } from './curve25519.ts';
import type { Curve25519 } from './curve25519.ts';

/** RFC 2409, section 6.2: the group that SSH calls group1 and node calls modp2. */
export const oakleyGroup2Prime = Buffer.from(
  'ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd' +
    'ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed' +
    'ee386bfb5a899fa5ae9f24117c4b1fe649286651ece65381ffffffffffffffff',
  'hex',
);

/** RFC 8270: what a group exchange may give. */
const exchangeLimits = { minBits: 2048, maxBits: 8192 };
const group2Limits = { minBits: 1024, maxBits: 1024 };

/** The part of ssh2's key exchanges that is looked at here. */
interface KeyExchange {
  readonly type: string;
  readonly groupName?: string;
  _prime?: Buffer | null;
  _generator?: Buffer | null;
  _dh?: KeyAgreement | null;
  _public?: Buffer | null;
  generateKeys: () => void;
  getPublicKey: () => Buffer | undefined;
  /** ssh2 looks at what it gets: an error ends the key exchange. */
  computeSecret: (otherPublicKey: Buffer) => Buffer | Error;
}

/**
 * Lets a connection compute with our arithmetic where node's does not serve: in a group that the server chose (node tests
 * its prime for up to 23 s) and in group1 (runtimes on BoringSSL, such as desktop VS Code, do not have `modp2`); and with node's,
 * but without the detours of ssh2, on curve25519. Only this client is changed, whenever its ssh2 1.17 begins a key exchange; to be called
 * right after `connect`.
 */
export function useOwnDiffieHellman(client: Client): void {
  const protocol = (client as unknown as { _protocol?: { _kex?: KeyExchange } })._protocol;
  if (protocol === undefined || !('_kex' in protocol))
    throw new Error('this version of ssh2 has no key exchange to look at');
  let current = protocol._kex;
  Object.defineProperty(protocol, '_kex', {
    get: () => current,
    set: (exchange: KeyExchange | undefined) => {
      current = exchange;
      if (exchange !== undefined) replaceArithmetic(exchange);
    },
  });
}

function replaceArithmetic(exchange: KeyExchange): void {
  if (exchange.type === 'groupex') {
    exchange.generateKeys = () => {
      const { _prime: prime, _generator: generator } = exchange;
      if (exchange._dh || !prime || !generator) return;
      agree(exchange, bigIntDiffieHellman(prime, generator, exchangeLimits));
    };
  } else if (exchange.groupName === 'modp2') {
    exchange.generateKeys = () => {
      if (!exchange._dh)
        agree(exchange, bigIntDiffieHellman(oakleyGroup2Prime, Buffer.from([2]), group2Limits));
    };
  } else if (exchange.type === '25519') {
    useCurve25519(exchange);
  }
}

function useCurve25519(exchange: KeyExchange): void {
  let own: Curve25519 | undefined;
  const agreement = (): Curve25519 => (own ??= curve25519());
  exchange.generateKeys = () => void agreement();
  exchange.getPublicKey = () => agreement().publicKey;
  exchange.computeSecret = (otherPublicKey) => {
    try {
      return agreement().computeSecret(otherPublicKey);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  };
}

function agree(exchange: KeyExchange, agreement: KeyAgreement): void {
  exchange._dh = agreement;
  exchange._public = agreement.generateKeys();
}
