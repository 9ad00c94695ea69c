import * as vscode from 'vscode';
import type { HostKeyInfo, Question } from '../../api/question.ts';
import { compareNames } from '../devices/groupDevices.ts';
import { Turns } from '../common/turns.ts';

type HostKeyQuestion = Question & { readonly kind: 'host-key' };

interface Pending {
  readonly question: HostKeyQuestion;
  readonly signal: AbortSignal;
  readonly answer: (accept: boolean) => void;
}

/** Devices answer within moments of each other: once none has come for this long, in milliseconds, they are asked about together. */
const quietMs = 400;
/** Nobody waits longer than this for others, in milliseconds. */
const gatherMs = 2000;
/** Lines of a modal dialog that can still be read. */
const listedKeys = 20;

/**
 * Asks whether unknown host keys are to be trusted: one modal for one key, one with a list for several that came at the same
 * time, which can also be gone through one by one. Closing a modal means no.
 */
export class HostKeyQuestions {
  readonly #turns = new Turns();
  #pending: Pending[] = [];
  #timer: NodeJS.Timeout | undefined;
  #gatheringSince = 0;

  async ask(question: HostKeyQuestion, signal: AbortSignal): Promise<boolean> {
    return await new Promise((resolve) => {
      this.#pending.push({ question, signal, answer: resolve });
      this.#gather();
    });
  }

  #gather(): void {
    const now = performance.now();
    if (this.#timer === undefined) this.#gatheringSince = now;
    clearTimeout(this.#timer);
    const left = this.#gatheringSince + gatherMs - now;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        void this.#turns.next(() => this.#askGathered());
      },
      Math.max(0, Math.min(quietMs, left)),
    );
  }

  async #askGathered(): Promise<void> {
    const batch = this.#pending.splice(0);
    const aborted = batch.filter(({ signal }) => signal.aborted);
    for (const { answer } of aborted) answer(false);
    const open = batch
      .filter(({ signal }) => !signal.aborted)
      .sort((left, right) => compareNames(left.question.device, right.question.device));
    const [first] = open;
    if (first === undefined) return;
    const decision = open.length === 1 ? 'each' : await askAboutMany(open.map(({ question }) => question));
    for (const { question, signal, answer } of open) {
      if (decision === 'each') answer(!signal.aborted && (await askAboutOne(question)));
      else answer(decision === 'all');
    }
  }
}

async function askAboutOne(question: HostKeyQuestion): Promise<boolean> {
  const { device, key } = question;
  const trust = vscode.l10n.t('Trust This Key');
  const copy = vscode.l10n.t('Copy Fingerprint');
  const detail = vscode.l10n.t(
    '{0}\n\nCompare the fingerprint with the device’s own (for example on its console). If you trust it, it is remembered; a different key later stops the connection. Otherwise nothing is sent to the device.',
    describeKey(key),
  );
  let choice: string | undefined;
  do {
    choice = await vscode.window.showWarningMessage(
      vscode.l10n.t('“{0}” shows a host key that is not known yet. Is it the right one?', device),
      { modal: true, detail },
      // What Enter presses must not trust anything.
      copy,
      trust,
    );
    if (choice === copy) await vscode.env.clipboard.writeText(key.fingerprint);
  } while (choice === copy);
  return choice === trust;
}

async function askAboutMany(questions: readonly HostKeyQuestion[]): Promise<'all' | 'none' | 'each'> {
  const all = vscode.l10n.t('Trust All {0} Keys', questions.length);
  const each = vscode.l10n.t('One by One…');
  const lines = questions
    .slice(0, listedKeys)
    .map(({ device, key }) => `${device}: ${key.algorithm} ${key.fingerprint}`);
  const more = questions.length - lines.length;
  if (more > 0) lines.push(vscode.l10n.t('… and {0} more', more));
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} devices show host keys that are not known yet.', questions.length),
    {
      modal: true,
      detail: `${lines.join('\n')}\n\n${vscode.l10n.t('Trusted keys are remembered; a different key later stops the connection. Nothing is sent to devices whose key is not trusted.')}`,
    },
    // Questions come while somebody types: the first button is what Enter presses, and must not trust anything.
    each,
    all,
  );
  if (choice === all) return 'all';
  return choice === each ? 'each' : 'none';
}

function describeKey(key: HostKeyInfo): string {
  return `${key.host}:${key.port}\n${key.algorithm}\n${key.fingerprint}`;
}
