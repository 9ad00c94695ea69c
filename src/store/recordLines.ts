/** Which parts of a record are wanted. */
export type RecordParts = 'all' | 'without-plan';

/** The layout is not that of `runJsonParts`: somebody has reformatted the file, or it is damaged. */
export class OtherLayout extends Error {}

type Part = 'head' | 'plan' | 'devices' | 'results';

const endOfDevices = ']},';
const results = '"results":[';
const endOfAll = ']}';

/**
 * Puts the value of a run.json together from its lines, as `runJsonParts` writes them: a head, the plan with a line for each
 * device, a line for each result. Throws `OtherLayout` for any other, and SyntaxError for lines that are no JSON.
 */
export class RecordLines {
  readonly #withDevices: boolean;
  #next: Part = 'head';
  #head: Record<string, unknown> = {};
  #plan: Record<string, unknown> = {};
  readonly #devices: unknown[] = [];
  readonly #results: unknown[] = [];
  /** The last line of a list: what stands behind its item is known by the line after it. */
  #held: string | undefined;

  /** `without-plan`: the devices of the plan stay unread. */
  constructor(parts: RecordParts = 'all') {
    this.#withDevices = parts === 'all';
  }

  /** Takes the next line, without its line break. */
  take(line: string): void {
    switch (this.#next) {
      case 'head':
        this.#head = objectOf(`${withoutEnd(line, ',')}}`);
        this.#next = 'plan';
        break;
      case 'plan':
        if (!line.startsWith('"plan":') || !line.endsWith(',"devices":[')) throw new OtherLayout();
        this.#plan = objectOf(`${line.slice('"plan":'.length)}]}`);
        this.#next = 'devices';
        break;
      case 'devices':
        if (line.startsWith(results)) {
          this.#device(endOfDevices);
          this.#held = line === results ? undefined : line.slice(results.length);
          this.#next = 'results';
        } else {
          if (this.#held !== undefined) this.#device(',');
          this.#held = line;
        }
        break;
      case 'results':
        if (this.#held !== undefined) this.#results.push(itemOf(this.#held, ','));
        this.#held = line;
        break;
    }
  }

  /** The value, once every line has been taken. */
  value(): unknown {
    if (this.#next !== 'results' || this.#held === undefined) throw new OtherLayout();
    if (this.#held !== endOfAll || this.#results.length > 0) this.#results.push(itemOf(this.#held, endOfAll));
    return { ...this.#head, plan: { ...this.#plan, devices: this.#devices }, results: this.#results };
  }

  #device(end: string): void {
    if (this.#held === undefined || !this.#held.endsWith(end)) throw new OtherLayout();
    if (this.#withDevices) this.#devices.push(itemOf(this.#held, end));
    this.#held = undefined;
  }
}

function itemOf(line: string, end: string): unknown {
  return JSON.parse(withoutEnd(line, end));
}

function objectOf(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new OtherLayout();
  return value as Record<string, unknown>;
}

function withoutEnd(line: string, end: string): string {
  if (!line.endsWith(end)) throw new OtherLayout();
  return line.slice(0, -end.length);
}
