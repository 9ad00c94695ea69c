import type { DeviceAddress } from '../../api/device.ts';
import type { Logger } from '../../api/ports.ts';
import type { Prompter } from '../../api/question.ts';
import type { Transport } from '../../api/transport.ts';
import type { TransportId } from '../../core/inventory/transports.ts';
import type { CompiledPlatform } from '../../core/platform/compiledPlatform.ts';
import { loadPlugins } from '../../core/platform/loadPlugins.ts';
import type { PlatformRegistry } from '../../core/platform/platformRegistry.ts';
import { Redactor } from '../../core/redact/redactor.ts';
import type { DeviceSession } from '../../session/deviceSession.ts';
import { openSession } from '../../session/openSession.ts';
import { SessionPool } from '../../session/pool/sessionPool.ts';
import { UseCount } from '../../session/pool/useCount.ts';
import type { Session } from '../../session/session.ts';
import { OpenSshTransport } from '../../session/ssh/openssh/openSshTransport.ts';
import { PromptedSecrets } from '../../session/ssh/secretSource.ts';
import { SshTransport } from '../../session/ssh/sshTransport.ts';
import { TelnetTransport } from '../../session/telnet/telnetTransport.ts';
import { TransportRegistry } from '../../session/transportRegistry.ts';
import { systemTime } from '../../session/time/systemTime.ts';
import { nodeFileReader } from '../../store/nodeFileReader.ts';
import type { LogLevel } from '../protocol.ts';
import { deviceSecrets } from './deviceSecrets.ts';
import { PlatformFinder, PlatformMemories } from './platformFinder.ts';
import { learningPrompter } from './runSecrets.ts';
import { RunSurroundings } from './runSurroundings.ts';
import { SharedGuards } from './sharedGuards.ts';
import type { GuardLease } from './sharedGuards.ts';
import type { RunSessions, SessionRequest, SessionSource } from './sessionSource.ts';
import { warmSession, type WarmEntry } from './warmSessions.ts';

/** Age from which a session is not kept any more, in milliseconds. */
const warmLifetimeMs = 10 * 60_000;

/** Sessions over the transports that come with Showrun, with the platforms of the plugin folders. */
export class PluginSessions implements SessionSource {
  readonly #guards = new SharedGuards();
  readonly #memories = new PlatformMemories();
  readonly #pool = new SessionPool<WarmEntry>({
    clock: systemTime,
    timers: systemTime,
    lifetimeMs: warmLifetimeMs,
  });

  async forRun(request: SessionRequest): Promise<RunSessions> {
    const redactor = new Redactor();
    const log = (level: LogLevel, message: string): void => {
      request.log({ level, message: redactor.redact(message) });
    };
    const { platforms, diagnostics } = await loadPlugins(nodeFileReader, request.pluginRoots);
    for (const finding of diagnostics)
      log('warn', `${finding.at.file}:${String(finding.at.line)}: ${finding.message}`);
    return openRun(
      request,
      platforms,
      redactor,
      toLogger(log),
      this.#guards.join(request.options.maxRejectedLogins),
      this.#pool,
      this.#memories,
    );
  }

  close(): void {
    this.#pool.clear();
  }
}

function openRun(
  request: SessionRequest,
  platforms: PlatformRegistry,
  redactor: Redactor,
  runLogger: Logger,
  shared: GuardLease,
  pool: SessionPool<WarmEntry>,
  memories: PlatformMemories,
): RunSessions {
  const { options } = request;
  /** Devices with a session, which open further ones. */
  const unasked = new Set<string>();
  const asking = withoutCodes(learningPrompter(request.prompter, redactor), unasked);
  const surroundings = new RunSurroundings({
    prompter: asking,
    secrets: new PromptedSecrets(asking),
    logger: runLogger,
  });
  const { prompter, secrets, logger } = surroundings;
  const ssh = new SshTransport({ ...options, prompter, secrets, logger, guard: shared.guard });
  const telnet = new TelnetTransport((...where) => ssh.forward(...where), logger);
  const openSsh = new OpenSshTransport({ ...options, prompter, logger });
  const all: Record<TransportId, Transport> = { ssh, telnet, openssh: openSsh };
  const transports = new TransportRegistry(Object.values(all));
  const finder = new PlatformFinder({ platforms, memory: () => memories.of(options.runsFolder), logger });
  const inUse = new UseCount(() => {
    ssh.close();
  });
  const done = inUse.hold();
  const warm = { pool, options, surroundings, now: () => systemTime.monotonic(), hold: () => inUse.hold() };
  const platformOf = (device: DeviceAddress, first: Session): CompiledPlatform =>
    platforms.get(first.detected?.platform ?? device.platform);
  return {
    jumpHostOf: (device, signal) =>
      device.jumpHost === undefined &&
      device.transport !== 'telnet' &&
      (device.sshConfigFile ?? options.sshConfigFile) !== undefined
        ? ssh.jumpHostOf(device, signal).catch(() => undefined)
        : undefined,
    sessionsAtOnce: (device, first) =>
      // a console line bears one session, and OpenSSH may need a finger on a key for each
      device.transport === 'ssh' ? (platformOf(device, first).definition.parallel?.sessions ?? 1) : 1,
    openFurther: async (planned, first, signal) => {
      const platform = platformOf(planned, first);
      const device = withPlatformDefaults({ ...planned, platform: platform.definition.id }, platforms);
      unasked.add(device.name);
      const { guard } = shared;
      const own = deviceSecrets(device, secrets, prompter, options.defaultUsername);
      const ports = { timeouts: options, clock: systemTime, timers: systemTime, logger };
      return openSession(device, { ...ports, platform, transports, secrets: own, guard }, signal);
    },
    open: async (planned: DeviceAddress, signal: AbortSignal) => {
      const device = withPlatformDefaults(planned, platforms);
      const detection = await finder.detectionFor(device);
      const deps = {
        ...(detection === undefined ? {} : { detection }),
        platform: platforms.get(device.platform),
        transports,
        secrets: deviceSecrets(device, secrets, prompter, options.defaultUsername),
        guard: shared.guard,
        timeouts: options,
        clock: systemTime,
        timers: systemTime,
        logger,
      };
      const open = async (): Promise<DeviceSession> => {
        const session = await openSession(device, deps, signal);
        finder.learned(device, session);
        return session;
      };
      return (options.keepWarmMs ?? 0) > 0 ? warmSession(warm, device, deps, signal, open) : open();
    },
    redact: (text) => redactor.redact(text),
    refusal: (planned, session) => finder.refusal(planned.device.name, session, planned.commands),
    close: () => {
      void finder.save();
      done();
      surroundings.end();
      shared.leave();
    },
  };
}

/** Nobody is asked for a second one-time code: a further session is a convenience, and the first one has been let in. */
function withoutCodes(prompter: Prompter, devices: ReadonlySet<string>): Prompter {
  return {
    ask: async (question, signal) =>
      question.kind === 'prompt' && devices.has(question.device)
        ? { kind: 'prompt', text: undefined }
        : prompter.ask(question, signal),
  };
}

/** What an inventory leaves open and the platform of the device says. */
function withPlatformDefaults(device: DeviceAddress, platforms: PlatformRegistry): DeviceAddress {
  const { sshLegacy } = platforms.get(device.platform).definition;
  return device.sshLegacy !== undefined || sshLegacy === undefined ? device : { ...device, sshLegacy };
}

/** Lines of the finest level stay here: a thousand devices would fill the channel to the host with them. */
function toLogger(log: (level: LogLevel, message: string) => void): Logger {
  const at = (level: LogLevel) => (message: string) => {
    log(level, message);
  };
  return {
    trace: () => undefined,
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };
}
