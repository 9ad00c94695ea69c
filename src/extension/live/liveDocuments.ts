import * as vscode from 'vscode';
import { Disposable } from '../common/disposable.ts';
import { Throttler } from '../common/throttler.ts';
import { schemes } from '../manifest/schemes.ts';
import type { ActiveRun, LiveRuns } from '../run/liveRuns.ts';
import { LiveText } from './liveText.ts';

/** How often an open document follows, in milliseconds: the editor compares it as a whole each time. */
const updateMs = 500;
/** Runs of this window whose documents can still be read. */
const kept = 5;

/** Runs as documents that grow while they go on. */
export class LiveDocuments extends Disposable implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, LiveText>();
  readonly #dirty = new Set<string>();
  readonly #changed = this.track(new vscode.EventEmitter<vscode.Uri>());
  readonly #throttler = this.track(new Throttler(updateMs, () => this.#update()));
  /** Documents whose last line was in view before they grew. */
  readonly #following = new Set<string>();

  readonly onDidChange = this.#changed.event;

  constructor(live: LiveRuns) {
    super();
    this.track(live.onDidStart((active) => this.#begin(active)));
    this.track(
      live.onDidProgress(({ active, event }) => {
        if (this.#texts.get(active.run.id)?.apply(event) !== true) return;
        this.#dirty.add(active.run.id);
        this.#throttler.trigger();
      }),
    );
    this.track(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#keepEndInView(document)));
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#texts.get(uri.query)?.text() ??
      vscode.l10n.t(
        'This run was followed in an earlier session of the editor. Its outputs are in the Runs view.',
      )
    );
  }

  /** Opens the document of a run that goes on. */
  async open({ run, live }: ActiveRun): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uriOf(run.id, live.plan.title));
    await vscode.window.showTextDocument(document, { preview: false });
  }

  #begin({ run, live }: ActiveRun): void {
    this.#texts.set(run.id, new LiveText(live.plan.title));
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > kept && oldest !== undefined) this.#texts.delete(oldest);
  }

  #update(): void {
    const runs = new Set(this.#dirty);
    this.#dirty.clear();
    for (const document of vscode.workspace.textDocuments) {
      if (document.uri.scheme !== schemes.live || !runs.has(document.uri.query)) continue;
      if (editorsOf(document).some((editor) => showsEnd(editor)))
        this.#following.add(document.uri.toString());
      this.#changed.fire(document.uri);
    }
  }

  /** Whoever reads at the end goes on reading at the end; whoever has scrolled back is left alone. */
  #keepEndInView(document: vscode.TextDocument): void {
    if (document.uri.scheme !== schemes.live || !this.#following.delete(document.uri.toString())) return;
    const end = document.lineAt(document.lineCount - 1).range;
    for (const editor of editorsOf(document)) editor.revealRange(end);
  }
}

/** The run's id is in the query; the path ends with what the tab shows. */
function uriOf(run: string, title: string): vscode.Uri {
  const name = `${title.replaceAll(/[\\/:*?"<>|#]/g, '-').slice(0, 60)} (live)`;
  return vscode.Uri.from({ scheme: schemes.live, path: `/${run}/${name}`, query: run });
}

function editorsOf(document: vscode.TextDocument): vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter((editor) => editor.document === document);
}

function showsEnd({ document, visibleRanges }: vscode.TextEditor): boolean {
  const last = visibleRanges.at(-1)?.end.line ?? 0;
  return last >= document.lineCount - 2;
}
