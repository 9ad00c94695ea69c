import { createHmac } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSshd, type RealSshd } from './realSshd.ts';

/** Where Debian keeps the libraries of each architecture. */
const libraries = '/usr/lib';

/** What sshd needs to ask by PAM as a test says, and not as the machine does. */
export interface PamParts {
  readonly wrapper: string;
  readonly passwordModule: string;
  readonly codeModule: string;
}

/**
 * pam_wrapper lets a process have PAM files of its own (packages libpam-wrapper and libpam-google-authenticator of Debian).
 * Undefined where they are not installed, or where sshd would not run as root.
 */
export async function findPamParts(): Promise<PamParts | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const folder of await readdir(libraries).catch((): string[] => [])) {
    const names = await readdir(join(libraries, folder, 'pam_wrapper')).catch((): string[] => []);
    if (!names.includes('pam_matrix.so')) continue;
    for (const security of [join('/lib', folder, 'security'), join(libraries, folder, 'security')]) {
      const modules = await readdir(security).catch((): string[] => []);
      if (!modules.includes('pam_google_authenticator.so')) continue;
      return {
        wrapper: join(libraries, folder, 'libpam_wrapper.so'),
        passwordModule: join(libraries, folder, 'pam_wrapper/pam_matrix.so'),
        codeModule: join(security, 'pam_google_authenticator.so'),
      };
    }
  }
  return undefined;
}

/** The seed of the codes, in base 32 as the module wants it (RFC 4648 §6), and as bytes. */
const seed = { text: 'JBSWY3DPEHPK3PXP', bytes: Buffer.from('48656c6c6f21deadbeef', 'hex') };

/** The code that is right now (RFC 6238: SHA-1, six digits, 30 seconds). */
export function codeNow(): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', seed.bytes).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** An sshd that asks root for a password, then for a code, by keyboard-interactive alone. */
export async function startPamSshd(sshd: string, pam: PamParts, password: string): Promise<RealSshd> {
  const folder = await mkdtemp(join(tmpdir(), 'showrun-pam-'));
  const path = (name: string): string => join(folder, name);
  await mkdir(path('pam.d'));
  await writeFile(path('passwords'), `root:${password}:sshd\n`);
  await writeFile(path('codes'), `${seed.text}\n" TOTP_AUTH\n`);
  await chmod(path('codes'), 0o400);
  const passwords = `${pam.passwordModule} passdb=${path('passwords')}`;
  await writeFile(
    path('pam.d/sshd'),
    [
      `auth required ${passwords}`,
      `auth required ${pam.codeModule} secret=${path('codes')} user=root`,
      `account required ${passwords}`,
      'session required pam_permit.so',
      '',
    ].join('\n'),
  );
  const server = await startSshd(
    sshd,
    ['UsePAM yes', 'PermitRootLogin yes', 'KbdInteractiveAuthentication yes', 'PubkeyAuthentication no'],
    { LD_PRELOAD: pam.wrapper, PAM_WRAPPER: '1', PAM_WRAPPER_SERVICE_DIR: path('pam.d') },
  );
  return {
    ...server,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
