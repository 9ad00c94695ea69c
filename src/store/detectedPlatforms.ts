import { readFile, rename, rm, writeFile, mkdir, stat } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';

/** What was found out of a device. */
export interface DetectedPlatform {
  readonly platform: string;
  /** The SSH identification that it had then. */
  readonly identification?: string;
}

/** Devices that are remembered at most; those found out last stay. */
const maxDevices = 50_000;
/** Largest file that is read, in bytes. */
const maxBytes = 20_000_000;
/** Longest text of an entry. */
const maxText = 300;

/**
 * The platforms that were found out, by device, in a file that may be deleted at any time: then devices are asked again.
 * Several processes may use it; what others have written meanwhile is kept.
 */
export class DetectedPlatforms {
  readonly #path: string;
  readonly #known: Map<string, DetectedPlatform>;
  readonly #learned = new Map<string, DetectedPlatform>();
  #writing: Promise<void> | undefined;

  private constructor(path: string, known: Map<string, DetectedPlatform>) {
    this.#path = path;
    this.#known = known;
  }

  /** Reads the file; one that is not there, or not in order, counts as empty. */
  static async load(path: string): Promise<DetectedPlatforms> {
    return new DetectedPlatforms(path, await readEntries(path));
  }

  get(device: string): DetectedPlatform | undefined {
    return this.#known.get(device);
  }

  /** Remembers it at once; `save` brings it to disk. */
  set(device: string, found: DetectedPlatform): void {
    const before = this.#known.get(device);
    if (before?.platform === found.platform && before.identification === found.identification) return;
    this.#known.set(device, found);
    this.#learned.set(device, found);
  }

  /** Writes what is new, if anything is. Rejects with the error of the file system. */
  async save(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing.catch(() => undefined);
    if (this.#learned.size === 0) return;
    this.#writing = this.#write();
    try {
      await this.#writing;
    } finally {
      this.#writing = undefined;
    }
  }

  async #write(): Promise<void> {
    const learned = new Map(this.#learned);
    const entries = await readEntries(this.#path);
    for (const [device, found] of learned) {
      entries.delete(device);
      entries.set(device, found);
    }
    const kept = [...entries].slice(-maxDevices);
    const temporary = `${this.#path}.${randomBytes(4).toString('hex')}.tmp`;
    await mkdir(dirname(this.#path), { recursive: true });
    try {
      const text = JSON.stringify({ version: 1, devices: Object.fromEntries(kept) }, undefined, 1);
      await writeFile(temporary, `${text}\n`, { mode: 0o600 });
      await rename(temporary, this.#path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    for (const [device, found] of learned)
      if (this.#learned.get(device) === found) this.#learned.delete(device);
  }
}

async function readEntries(path: string): Promise<Map<string, DetectedPlatform>> {
  try {
    if ((await stat(path)).size > maxBytes) return new Map();
    const file = JSON.parse(await readFile(path, 'utf8')) as { readonly devices?: unknown } | null;
    const devices = file?.devices;
    if (typeof devices !== 'object' || devices === null) return new Map();
    return new Map(Object.entries(devices).flatMap(([device, value]) => entryOf(device, value)));
  } catch {
    return new Map();
  }
}

/** The file lies in the workspace: anybody may have written it. */
function entryOf(device: string, value: unknown): [string, DetectedPlatform][] {
  if (typeof value !== 'object' || value === null) return [];
  const { platform, identification } = value as { platform?: unknown; identification?: unknown };
  if (typeof platform !== 'string' || platform.length > maxText || device.length > maxText) return [];
  if (identification === undefined) return [[device, { platform }]];
  if (typeof identification !== 'string' || identification.length > maxText) return [];
  return [[device, { platform, identification }]];
}
