import { createHmac, randomBytes } from 'node:crypto';
import type { DeviceAddress } from '../../api/device.ts';
import type { Secrets } from '../../api/question.ts';
import type { RenderedCommand } from '../../api/template.ts';
import type { DeviceSession } from '../../session/deviceSession.ts';
import { logOut } from '../../session/logOut.ts';
import { resumeSession } from '../../session/pool/resumeSession.ts';
import type { PoolEntry, SessionPool } from '../../session/pool/sessionPool.ts';
import type { CommandOutcome, OutputSink, Session } from '../../session/session.ts';
import type { SessionDependencies } from '../../session/sessionDependencies.ts';
import { defaultRunOptions, type RunOptions } from '../runOptions.ts';
import { credentialRequestOf } from './deviceSecrets.ts';
import type { RunSurroundings } from './runSurroundings.ts';

/** Tells credentials apart without keeping them: the key lives and dies with this process. */
const digestKey = randomBytes(32);

/** What an entry of the pool carries for this module. */
export interface WarmEntry extends PoolEntry {
  /** Of the login data that the opening run had been given; undefined where it needed none (a key, an agent). */
  readonly digest: string | undefined;
}

/** What sessions of one run need to be found again. */
export interface WarmRun {
  readonly pool: SessionPool<WarmEntry>;
  readonly options: RunOptions;
  readonly surroundings: RunSurroundings;
  readonly now: () => number;
  /** Counts what rests on the run's own connections (jump hosts): they live as long as anybody needs them. */
  readonly hold: () => () => void;
}

/**
 * A session of the pool, or a new one by `open`; either goes to the pool when it is closed, if nothing speaks against it. Only a
 * session of the very same device, user, way, host key rules and login data is used again. Throws as `open` does.
 */
export async function warmSession(
  run: WarmRun,
  device: DeviceAddress,
  deps: SessionDependencies,
  signal: AbortSignal,
  open: () => Promise<DeviceSession>,
): Promise<Session> {
  const key = keyOf(device, run.options);
  const found = run.pool.take(key);
  if (found !== undefined) {
    const { entry } = found;
    const session = await reuse(run, device, entry, found.waitedMs, deps, signal);
    if (session !== undefined) return new WarmSession(run, key, device, session, entry, signal);
    entry.onGone();
  }
  // a session that waits under another key may hold the only line that the device has
  run.pool.clearPlace(placeOf(device));
  const openedAt = run.now();
  const onGone = run.hold();
  try {
    return new WarmSession(run, key, device, await open(), { openedAt, onGone }, signal);
  } catch (error) {
    onGone();
    throw error;
  }
}

async function reuse(
  run: WarmRun,
  device: DeviceAddress,
  entry: WarmEntry,
  waitedMs: number,
  deps: SessionDependencies,
  signal: AbortSignal,
): Promise<DeviceSession | undefined> {
  const { channel, platform } = entry.parked;
  try {
    if (entry.digest !== undefined) {
      // Asked for in any case: a changed password must not go unnoticed, and what is not known cannot be masked.
      const request = credentialRequestOf(device, run.options.defaultUsername);
      const secrets = await run.surroundings.secrets.get(request, signal);
      if (digestOf(secrets) !== entry.digest) {
        logOut(channel, platform);
        return undefined;
      }
    }
    return await resumeSession(device, entry.parked, waitedMs, deps, signal);
  } catch (error) {
    channel.close();
    entry.onGone();
    throw error;
  }
}

/** A session that is parked instead of closed. */
class WarmSession implements Session {
  readonly #run: WarmRun;
  readonly #key: string;
  readonly #device: DeviceAddress;
  readonly #session: DeviceSession;
  readonly #origin: Pick<PoolEntry, 'openedAt' | 'onGone'>;
  readonly #signal: AbortSignal;
  #ended = false;

  constructor(
    run: WarmRun,
    key: string,
    device: DeviceAddress,
    session: DeviceSession,
    origin: Pick<PoolEntry, 'openedAt' | 'onGone'>,
    signal: AbortSignal,
  ) {
    this.#run = run;
    this.#key = key;
    this.#device = device;
    this.#session = session;
    this.#origin = origin;
    this.#signal = signal;
  }

  get prompt(): string {
    return this.#session.prompt;
  }

  get mode(): string {
    return this.#session.mode;
  }

  get closed(): boolean {
    return this.#ended || this.#session.closed;
  }

  get detected(): Session['detected'] {
    return this.#session.detected;
  }

  get lost(): Session['lost'] {
    return this.#session.lost;
  }

  get notes(): Session['notes'] {
    return this.#session.notes;
  }

  run(command: RenderedCommand, output: OutputSink, signal: AbortSignal): Promise<CommandOutcome> {
    return this.#session.run(command, output, signal);
  }

  takeLate(): string {
    return this.#session.takeLate();
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    const { pool, options, surroundings } = this.#run;
    // whoever cancels wants the connection gone, not kept
    const parked = this.#signal.aborted ? undefined : await this.#session.park();
    if (parked === undefined) {
      await this.#session.close();
      this.#origin.onGone();
      return;
    }
    const { credential } = credentialRequestOf(this.#device, options.defaultUsername);
    const given = surroundings.given(credential);
    const entry: WarmEntry = {
      parked,
      place: placeOf(this.#device),
      openedAt: this.#origin.openedAt,
      onGone: this.#origin.onGone,
      digest: given === undefined ? undefined : digestOf(given.secrets),
    };
    pool.park(this.#key, entry, {
      keepMs: options.keepWarmMs ?? defaultRunOptions.keepWarmMs,
      atMost: options.keepWarmAtMost ?? defaultRunOptions.keepWarmAtMost,
    });
  }
}

function placeOf({ host, port, transport, jumpHost }: DeviceAddress): string {
  return JSON.stringify([host, port, transport, jumpHost]);
}

/** Everything that decides about who is reached, as whom, on which way, and whether that may be trusted. */
function keyOf(device: DeviceAddress, options: RunOptions): string {
  const { hostKeys, knownHostsFiles, acceptedKeysFile, baseFolder, sshConfigFile, legacy, defaultUsername } =
    options;
  const { name, host, port, platform, transport, username, credential, jumpHost } = device;
  return JSON.stringify([
    [name, host, port, platform, transport, username, credential, jumpHost],
    [device.sshConfigFile, device.useKeys, device.keyFile, device.hostKeys, device.sshLegacy],
    [hostKeys, knownHostsFiles, acceptedKeysFile, baseFolder, sshConfigFile, legacy, defaultUsername],
  ]);
}

function digestOf(secrets: Secrets | undefined): string {
  const { username, password, enableSecret, keyPassphrase } = secrets ?? {};
  return createHmac('sha256', digestKey)
    .update(JSON.stringify([username, password, enableSecret, keyPassphrase]))
    .digest('base64');
}
