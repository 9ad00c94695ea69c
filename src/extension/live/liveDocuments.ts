import * as vscode from 'vscode';
import { Disposable } from '../common/disposable.ts';
import { Throttler } from '../common/throttler.ts';
import { languageIds } from '../manifest/languages.ts';
import { schemes } from '../manifest/schemes.ts';
import type { ActiveRun, LiveRuns } from '../run/liveRuns.ts';
import { LiveText } from './liveText.ts';

/** How often an open document follows, in milliseconds: the editor compares it as a whole each time. */
const updateMs = 500;
/** Runs of this window whose documents can still be read. */
const kept = 5;

/** How a document is looked at. */
interface LiveView {
  /** Whether its end stays in view. */
  following: boolean;
  /** First line that was seen last. */
  first: number;
  /** Lines that there is room for: most that were ever seen. */
  rows: number;
  /** The line that was its last when it was brought into view last. */
  revealed: number;
  /** Its beginning has gone, and the view has not been at the end since: what moves now, nobody has moved. */
  settling: boolean;
}

/** Lines above the last one that still count as the end. */
const nearEnd = 2;
/** Lines that the editor leaves above what it brings to the top. */
const topMargin = 5;
/** Lines at the beginning that are others once older results are left out. */
const headLines = 3;

/** Runs as documents that grow while they go on. */
export class LiveDocuments extends Disposable implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, LiveText>();
  readonly #dirty = new Set<string>();
  readonly #changed = this.track(new vscode.EventEmitter<vscode.Uri>());
  readonly #throttler = this.track(new Throttler(updateMs, () => this.#update()));
  readonly #views = new WeakMap<vscode.TextDocument, LiveView>();

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
    this.track(vscode.workspace.onDidChangeTextDocument((event) => this.#keepEndInView(event)));
    this.track(
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.#scrolled(textEditor)),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#texts.get(uri.query)?.text() ??
      vscode.l10n.t(
        'This run was followed in an earlier session of the editor. Its outputs are in the Runs view.',
      )
    );
  }

  /** Opens the document of a run that goes on, at its end: that is where the next result comes. */
  async open({ run, live }: ActiveRun): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uriOf(run.id, live.plan.title));
    // Colours of outputs; and what devices say has no links, here as there.
    await vscode.languages.setTextDocumentLanguage(document, languageIds.output);
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    const { end } = document.lineAt(document.lineCount - 1).range;
    editor.selection = new vscode.Selection(end, end);
    this.#viewOf(document).following = true;
    this.#showEnd(editor);
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
      this.#changed.fire(document.uri);
    }
  }

  /** Whoever reads at the end goes on reading at the end; whoever has scrolled back is left alone. */
  #keepEndInView({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document.uri.scheme !== schemes.live || contentChanges.length === 0) return;
    const view = this.#viewOf(document);
    const moved = contentChanges.some(({ range }) => range.start.line < headLines);
    view.settling ||= moved;
    if (view.following) for (const editor of editorsOf(document)) this.#showEnd(editor, moved);
  }

  /** What is seen is told late, when the document has grown on: only a way back says that somebody has scrolled. */
  #scrolled({ document, visibleRanges }: vscode.TextEditor): void {
    const [range] = visibleRanges;
    if (document.uri.scheme !== schemes.live || range === undefined) return;
    const view = this.#viewOf(document);
    if (range.end.line >= Math.min(view.revealed, document.lineCount - 1) - nearEnd) {
      view.following = true;
      view.settling = false;
    } else if (!view.settling && range.start.line < view.first) view.following = false;
    view.first = range.start.line;
    view.rows = Math.max(view.rows, range.end.line - range.start.line + 1);
  }

  /** With `moved`, the last line goes to the bottom of the view: it might stay scrolled beyond the end. */
  #showEnd(editor: vscode.TextEditor, moved = false): void {
    const { document } = editor;
    const view = this.#viewOf(document);
    const last = document.lineCount - 1;
    view.revealed = last;
    if (moved && view.rows > nearEnd) {
      const first = document.lineAt(Math.max(0, last - view.rows + nearEnd + topMargin)).range;
      editor.revealRange(first, vscode.TextEditorRevealType.AtTop);
    } else editor.revealRange(document.lineAt(last).range);
  }

  #viewOf(document: vscode.TextDocument): LiveView {
    let view = this.#views.get(document);
    if (view === undefined) {
      view = { following: true, first: 0, rows: 0, revealed: 0, settling: false };
      this.#views.set(document, view);
    }
    return view;
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
