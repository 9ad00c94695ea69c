import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { parse } from 'yaml';
import { ShowrunError } from '../../core/errors.ts';
import type { LabRecordedDevice, LabRecording } from '../labOptions.ts';
import { rawByte } from '../ssh/rawBytes.ts';

/** Largest recording that is read. */
const maxBytes = 20_000_000;

/**
 * Reads recordings as docs/lab.md describes them (the format of test/fixtures/recordings), one device for each. A device is
 * named after its platform and its file. Throws `lab.bad-recording`.
 */
export async function readRecordings(paths: readonly string[]): Promise<LabRecordedDevice[]> {
  const names = new Set<string>();
  const devices: LabRecordedDevice[] = [];
  for (const path of paths) {
    const recording = await readRecording(path);
    const wanted = `${recording.platform}-${basename(path, extname(path))}`;
    let name = wanted;
    for (let count = 2; names.has(name); count++) name = `${wanted}-${count}`;
    names.add(name);
    devices.push({ name, recording });
  }
  return devices;
}

async function readRecording(path: string): Promise<LabRecording> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw badRecording(path, error instanceof Error ? error.message : String(error));
  });
  if (bytes.length > maxBytes) throw badRecording(path, 'it is too large');
  return toRecording(parseYaml(path, bytes.toString('utf8')), path);
}

function parseYaml(path: string, text: string): unknown {
  try {
    return parse(text) as unknown;
  } catch (error) {
    throw badRecording(path, error instanceof Error ? error.message : String(error));
  }
}

/** Checks what was read from `path`. Throws `lab.bad-recording`. */
export function toRecording(value: unknown, path: string): LabRecording {
  if (!isRecord(value)) throw badRecording(path, 'it is no map');
  const { platform, greeting, steps = [] } = value;
  if (typeof platform !== 'string' || !/^[a-z0-9_]{1,60}$/.test(platform)) {
    throw badRecording(path, '"platform" has to be the id of a platform');
  }
  const greetingText = toText(greeting);
  if (greetingText === undefined) throw badRecording(path, '"greeting" has to be a text');
  if (!Array.isArray(steps)) throw badRecording(path, '"steps" has to be a list');
  return {
    platform,
    greeting: greetingText,
    steps: steps.map((step: unknown, index) => toStep(step, path, index + 1)),
  };
}

function toStep(step: unknown, path: string, number: number): LabRecording['steps'][number] {
  const { send, reply } = isRecord(step) ? step : {};
  if (typeof send !== 'string' || send === '') {
    throw badRecording(path, `step ${number} needs "send", the text that is typed`);
  }
  if (reply === undefined) return { send };
  const text = toText(reply);
  if (text === undefined) throw badRecording(path, `"reply" of step ${number} has to be a text`);
  return { send, reply: text };
}

/** A text as it is, or the bytes of a `!!binary` in the form that the lab sends as bytes. */
function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!(value instanceof Uint8Array)) return undefined;
  return Array.from(value, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : rawByte(byte))).join('');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function badRecording(path: string, what: string): ShowrunError {
  return new ShowrunError('lab.bad-recording', `The recording ${path} cannot be played: ${what}.`, {
    hint: 'It is a YAML file with "platform", "greeting" and "steps" of "send" and "reply"; see docs/lab.md.',
  });
}
