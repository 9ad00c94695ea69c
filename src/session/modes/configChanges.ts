import type { ErrorInfo } from '../../api/diagnostic.ts';
import type { CommitModel } from '../../core/platform/commitModel.ts';

/** Lines that are spelled out in a note; the results of the run have them all. */
const namedAtMost = 12;

/** Why changes are told of: a line was refused, the plan is at its end, or the session was lost. */
export type ChangeReason =
  { readonly kind: 'refused'; readonly line: string } | { readonly kind: 'ended' | 'lost' };

/**
 * Remembers which lines a device took in configuration mode, and says what became of them: where they wait for a commit,
 * and where they were applied at once.
 */
export class ConfigChanges {
  readonly #device: string;
  readonly #commit: CommitModel | undefined;
  /** Taken, and not committed as far as is known. */
  #waiting: string[] = [];
  /** Taken and active at once. */
  #applied: string[] = [];

  constructor(device: string, commit: CommitModel | undefined) {
    this.#device = device;
    this.#commit = commit;
  }

  /** The device took a line at this prompt. */
  accepted(line: string, prompt: string): void {
    if (this.#commit?.collects(prompt) === true) this.#waiting.push(line);
    else this.#applied.push(line);
  }

  /** A commit worked, or the changes were left behind or thrown away by a line of the plan. */
  settled(): void {
    this.#waiting = [];
  }

  /** What was applied is complete. */
  forget(): void {
    this.#applied = [];
  }

  /** True where changes wait for a commit at this prompt. */
  waitAt(prompt: string): boolean {
    if (this.#commit?.collects(prompt) !== true) return false;
    return this.#commit.pending(prompt) ?? this.#waiting.length > 0;
  }

  /** They were thrown away with this line. */
  discarded(reason: ChangeReason, send: string): ErrorInfo {
    const message = `${this.#device}: ${this.#what(this.#waiting, reason)}; "${send}" discarded them. Nothing of them is active.${this.#names(this.#waiting)}`;
    this.#waiting = [];
    return { code: 'session.changes-discarded', message };
  }

  /** They could not, or must not, be thrown away. */
  left(reason: ChangeReason, becomes: string): ErrorInfo {
    const message = `${this.#device}: ${this.#what(this.#waiting, reason)}; they ${becomes}.${this.#names(this.#waiting)}`;
    this.#waiting = [];
    const hint = 'Look at the candidate configuration of the device before anything is committed there.';
    return { code: 'session.changes-left', message, hint };
  }

  /** What the user has to know of lines that are active although the rest was not sent; undefined where there are none. */
  applied(reason: ChangeReason): ErrorInfo | undefined {
    const lines = this.#applied;
    this.#applied = [];
    if (lines.length === 0) return undefined;
    const before =
      reason.kind === 'refused' ? `before "${reason.line}" was refused` : 'before the session was lost';
    const message = `${this.#device}: ${count(lines)} applied ${before}, and nothing was undone.${this.#names(lines)}`;
    const hint = 'The device is configured in part: complete the change or take it back.';
    return { code: 'session.changes-applied', message, hint };
  }

  /** The session is gone: what is to be said of everything that was taken. */
  lost(): ErrorInfo[] {
    const reason: ChangeReason = { kind: 'lost' };
    const notes: ErrorInfo[] = [];
    if (this.#waiting.length > 0)
      notes.push(
        this.left(reason, 'could not be discarded, and whether the device has kept them is not known'),
      );
    const applied = this.applied(reason);
    return applied === undefined ? notes : [...notes, applied];
  }

  #what(lines: readonly string[], reason: ChangeReason): string {
    const number = lines.length === 0 ? 'there were uncommitted changes' : `${count(lines)} accepted`;
    if (reason.kind === 'refused') return `${number} before "${reason.line}" was refused, and not committed`;
    return reason.kind === 'lost'
      ? `${number} but not committed when the session was lost`
      : `${number} but never committed`;
  }

  #names(lines: readonly string[]): string {
    if (lines.length === 0) return '';
    const named = lines.slice(0, namedAtMost).map((line) => `"${line}"`);
    const more = lines.length - named.length;
    return ` Lines: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
  }
}

function count(lines: readonly string[]): string {
  return lines.length === 1 ? '1 line was' : `${lines.length} lines were`;
}
