import type { SourcePosition } from '../../api/diagnostic.ts';
import type { RunRecord } from '../../api/run.ts';

/** A template line that devices refused in a run. */
export interface RejectedLine {
  readonly at: SourcePosition;
  /** What the devices said, each text once with the devices that said it. */
  readonly words: readonly { readonly text: string; readonly devices: readonly string[] }[];
}

/** What a run says about the lines of its templates. */
export interface LineVerdicts {
  readonly rejected: readonly RejectedLine[];
  /** `file:line` of every line that was sent and not refused anywhere. */
  readonly accepted: ReadonlySet<string>;
}

/** The key of a line in `LineVerdicts.accepted`. */
export function lineKey({ file, line }: SourcePosition): string {
  return `${file}:${String(line)}`;
}

/** Sorts the lines of a run's plan into those that some device refused and those that all took. */
export function lineVerdicts({ plan, results }: RunRecord): LineVerdicts {
  const rejected = new Map<string, { at: SourcePosition; words: Map<string, string[]> }>();
  const sent = new Set<string>();
  const planned = new Map(plan.devices.map(({ device, commands }) => [device.name, commands]));
  for (const { device, commands } of results) {
    for (const { index, status, error, command } of commands) {
      const at = planned.get(device)?.[index]?.at;
      if (at === undefined) continue;
      const key = lineKey(at);
      if (status === 'ok') sent.add(key);
      if (status !== 'rejected') continue;
      const entry = rejected.get(key) ?? { at, words: new Map<string, string[]>() };
      rejected.set(key, entry);
      const text = wordsOf(error?.message ?? command, device);
      const devices = entry.words.get(text);
      if (devices === undefined) entry.words.set(text, [device]);
      else devices.push(device);
    }
  }
  return {
    rejected: [...rejected.values()].map(({ at, words }) => ({
      at,
      words: [...words].map(([text, devices]) => ({ text, devices })),
    })),
    accepted: new Set([...sent].filter((key) => !rejected.has(key))),
  };
}

/** What the device said, without what says who said it to which command: devices that say the same go together. */
function wordsOf(message: string, device: string): string {
  const begin = `${device} answered `;
  const behind = message.startsWith(begin) ? message.indexOf(' with: ') : -1;
  return behind < 0 ? message : message.slice(behind + ' with: '.length);
}
