import type { PlatformMessage } from '../../api/platform.ts';

/**
 * The mark of a log message on most network devices: `%SYS-5-CONFIG_I:`, `%ASA-6-302013:`, `%LINK-SP-3-UPDOWN:`,
 * `%PKT_INFRA-LINK-3-UPDOWN :`.
 */
const commonMark = /%[A-Z][A-Z0-9_]{0,40}(?:-[A-Z0-9_]{1,40}){0,3}-\d-\w{1,60} ?:/;

/** Characters at the beginning of a line that are looked at. */
const lookedAt = 300;

/** Where a message begins in a line, and what lines behind it belong to it. */
export interface MessageMatch {
  readonly start: number;
  readonly then?: RegExp;
}

/** What a platform's logging writes to a terminal while something else is shown there. */
export class MessagePatterns {
  /** Texts of which every message that `find` finds has one. */
  readonly marks: readonly string[];
  readonly #entries: readonly {
    readonly mark: string;
    readonly atStart: RegExp;
    readonly inside: RegExp | undefined;
    readonly then: RegExp | undefined;
  }[];

  constructor(messages: readonly PlatformMessage[]) {
    this.marks = [...new Set(messages.map(({ mark }) => mark))];
    this.#entries = messages.map(({ mark, pattern, inside, then }) => ({
      mark,
      atStart: new RegExp(`^(?:${pattern})`),
      inside: inside === true ? new RegExp(pattern) : undefined,
      then: then === undefined ? undefined : new RegExp(`^(?:${then})`),
    }));
  }

  /** The message that a line begins with, or that cuts it in two where the platform says that this can be told. */
  find(line: string): MessageMatch | undefined {
    for (const { mark, atStart, then } of this.#entries) {
      if (line.includes(mark) && atStart.test(line)) return found(0, then);
    }
    for (const { mark, inside, then } of this.#entries) {
      const match = inside === undefined || !line.includes(mark) ? null : inside.exec(line);
      if (match !== null) return found(match.index, then);
    }
    return undefined;
  }

  /** True for a line that logging has written: by one of the platform's patterns, or by the mark that most devices have. */
  isMessage(line: string): boolean {
    const head = line.slice(0, lookedAt);
    return (
      (head.includes('%') && commonMark.test(head)) ||
      this.#entries.some(({ mark, atStart }) => head.includes(mark) && atStart.test(head))
    );
  }

  /** True for a line that can belong to a message in front of it. */
  mayFollow(line: string): boolean {
    return this.#entries.some(({ then }) => then?.test(line) === true);
  }
}

function found(start: number, then: RegExp | undefined): MessageMatch {
  return { start, ...(then === undefined ? {} : { then }) };
}
