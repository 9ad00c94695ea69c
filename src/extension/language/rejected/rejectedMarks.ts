import * as vscode from 'vscode';
import type { RunRecord } from '../../../api/run.ts';
import { lineKey, lineVerdicts, type RejectedLine } from '../../../core/plan/rejectedLines.ts';
import { Disposable } from '../../common/disposable.ts';
import type { LiveRuns } from '../../run/liveRuns.ts';
import { fileUri } from '../../workspace/workspacePaths.ts';
import { rangeAt } from '../positions.ts';

/** Devices named in a message; the rest is counted. */
const named = 5;

/** Squiggles on template lines that devices refused in the last run, until a run in which they are taken. */
export class RejectedMarks extends Disposable {
  readonly #collection = this.track(vscode.languages.createDiagnosticCollection('showrun-rejected'));
  readonly #marks = new Map<string, { readonly uri: vscode.Uri; readonly line: RejectedLine }>();

  constructor(live: LiveRuns) {
    super();
    this.track(live.onDidFinish(({ folder, record }) => this.take(folder, record)));
  }

  /** Adds what a run refused, and takes away what it took. Runs of single commands have no file and are passed over. */
  take(folder: vscode.WorkspaceFolder, record: RunRecord): void {
    if (record.plan.templateFile === undefined) return;
    const { rejected, accepted } = lineVerdicts(record);
    const keyOf = (key: string): string => `${folder.uri.toString()}#${key}`;
    for (const key of accepted) this.#marks.delete(keyOf(key));
    for (const line of rejected)
      this.#marks.set(keyOf(lineKey(line.at)), { uri: fileUri(folder, line.at.file), line });
    this.#show();
  }

  /** Takes all marks away. */
  clear(): void {
    this.#marks.clear();
    this.#show();
  }

  #show(): void {
    const byFile = new Map<string, [vscode.Uri, vscode.Diagnostic[]]>();
    for (const { uri, line } of this.#marks.values()) {
      const entry = byFile.get(uri.toString()) ?? [uri, []];
      byFile.set(uri.toString(), entry);
      entry[1].push(toDiagnostic(line));
    }
    this.#collection.clear();
    this.#collection.set([...byFile.values()]);
  }
}

function toDiagnostic({ at, words }: RejectedLine): vscode.Diagnostic {
  const text = words
    .map(({ text: said, devices }) => {
      const names = devices.slice(0, named).join(', ');
      const more = devices.length > named ? vscode.l10n.t(' and {0} more', devices.length - named) : '';
      return vscode.l10n.t('Refused by {0}: {1}', names + more, said);
    })
    .join('\n');
  const diagnostic = new vscode.Diagnostic(rangeAt(at), text, vscode.DiagnosticSeverity.Warning);
  diagnostic.source = 'Showrun';
  diagnostic.code = 'language.rejected-command';
  return diagnostic;
}
