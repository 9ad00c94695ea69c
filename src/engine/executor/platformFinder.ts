import { dirname, join } from 'node:path';
import type { DeviceAddress } from '../../api/device.ts';
import type { ErrorInfo } from '../../api/diagnostic.ts';
import type { Logger } from '../../api/ports.ts';
import type { RenderedCommand } from '../../api/template.ts';
import { autoPlatformId } from '../../core/platform/detect/autoPlatform.ts';
import type { PlatformRegistry } from '../../core/platform/platformRegistry.ts';
import { CommandPolicy } from '../../core/plan/policy/heldCommands.ts';
import type { DetectionDependencies } from '../../session/detect/findPlatform.ts';
import type { Session } from '../../session/session.ts';
import { DetectedPlatforms } from '../../store/detectedPlatforms.ts';

/** Held lines that are named in a message. */
const namedAtMost = 5;

/** The memories of this process, by file: simultaneous runs of a workspace share one. */
export class PlatformMemories {
  readonly #loaded = new Map<string, Promise<DetectedPlatforms>>();

  /** The memory beside the runs of a workspace (`.showrun/detected-platforms.json`). */
  of(runsFolder: string): Promise<DetectedPlatforms> {
    const path = join(dirname(runsFolder), 'detected-platforms.json');
    const loaded = this.#loaded.get(path) ?? DetectedPlatforms.load(path);
    this.#loaded.set(path, loaded);
    return loaded;
  }
}

/** What a run needs for devices whose platform is not known. */
export interface PlatformFinderParts {
  readonly platforms: PlatformRegistry;
  /** Called only if there is such a device. */
  readonly memory: () => Promise<DetectedPlatforms>;
  readonly logger: Logger;
}

/** Finds out the platforms of a run's devices, remembers them, and looks at their commands again. */
export class PlatformFinder {
  readonly #parts: PlatformFinderParts;
  readonly #policy = new CommandPolicy();
  #memory: DetectedPlatforms | undefined;

  constructor(parts: PlatformFinderParts) {
    this.#parts = parts;
  }

  /** What a session needs to find out the platform; undefined where the inventory names it. */
  async detectionFor(device: DeviceAddress): Promise<DetectionDependencies | undefined> {
    if (device.platform !== autoPlatformId) return undefined;
    this.#memory ??= await this.#parts.memory();
    const remembered = this.#memory.get(keyOf(device));
    return {
      platforms: () => this.#parts.platforms.detectable(),
      ...(remembered === undefined ? {} : { remembered }),
    };
  }

  /** Remembers what a session has found out. */
  learned(device: DeviceAddress, { detected }: Session): void {
    if (detected === undefined || device.platform !== autoPlatformId) return;
    this.#parts.logger.debug(`${device.name}: is ${detected.platform}`);
    this.#memory?.set(keyOf(device), detected);
    // Writes that come together are one: whoever waits finds everything written.
    void this.save();
  }

  /**
   * Why the commands must not be sent to the platform that was found out: one of them can hurt there, and nobody was shown
   * that when the plan was made.
   */
  refusal(
    device: string,
    { detected }: Session,
    commands: readonly RenderedCommand[],
  ): ErrorInfo | undefined {
    if (detected === undefined) return undefined;
    const { platforms } = this.#parts;
    const shown = this.#policy.held(device, platforms.get(autoPlatformId), commands);
    const known = new Set(shown.map(({ index }) => index));
    const real = this.#policy.held(device, platforms.get(detected.platform), commands);
    const unseen = real.filter(({ index }) => !known.has(index));
    if (unseen.length === 0) return undefined;
    const named = unseen.slice(0, namedAtMost).map(({ text, reason }) => `"${text}" (${reason})`);
    const more = unseen.length > namedAtMost ? ` and ${unseen.length - namedAtMost} more` : '';
    return {
      code: 'engine.held-after-detection',
      message: `${device} was found out to be ${detected.platform}, where lines can hurt that were not held before: ${named.join(', ')}${more}. Nothing was sent.`,
      hint: `Write ${detected.platform} into device_type of the inventory, look at the dry run, and confirm.`,
    };
  }

  /** Brings what was learned to disk; a failure costs only that devices are asked again. */
  async save(): Promise<void> {
    try {
      await this.#memory?.save();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#parts.logger.warn(`The platforms that were found out could not be stored: ${reason}`);
    }
  }
}

/** Addresses behind different jump hosts are different devices. */
function keyOf({ host, port, transport, jumpHost, sshConfigFile }: DeviceAddress): string {
  const way = [transport, jumpHost, sshConfigFile].filter((part) => part !== undefined).join(' ');
  return `${way} ${host.toLowerCase()}${port === undefined ? '' : `:${port}`}`;
}
