import * as vscode from 'vscode';
import type { HostKeyInfo, Question } from '../../api/question.ts';
import { Turns } from '../common/turns.ts';

type HostKeyEntry = (Question & { readonly kind: 'host-keys' })['entries'][number];

/** Lines of a modal dialog that can still be read. */
const listedKeys = 20;

/**
 * Asks whether unknown host keys are to be trusted: one modal for one key, one with a list for several, which can also be gone
 * through one by one. Closing a modal means no.
 */
export class HostKeyQuestions {
  readonly #turns = new Turns();

  /** The answers in the order of the entries; also no for all where `signal` is aborted before their turn. */
  async ask(entries: readonly HostKeyEntry[], signal: AbortSignal): Promise<boolean[]> {
    return await this.#turns.next(async () => {
      const isWithdrawn = (): boolean => signal.aborted;
      if (isWithdrawn()) return entries.map(() => false);
      const decision = entries.length === 1 ? 'each' : await askAboutMany(entries);
      const answers: boolean[] = [];
      for (const entry of entries) {
        const accept =
          decision === 'each' ? !isWithdrawn() && (await askAboutOne(entry)) : decision === 'all';
        answers.push(accept);
      }
      return answers;
    });
  }
}

async function askAboutOne({ device, key }: HostKeyEntry): Promise<boolean> {
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

async function askAboutMany(questions: readonly HostKeyEntry[]): Promise<'all' | 'none' | 'each'> {
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
