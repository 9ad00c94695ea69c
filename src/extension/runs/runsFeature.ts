import * as vscode from 'vscode';
import type { RunRecord } from '../../api/run.ts';
import { ShowrunError } from '../../core/errors.ts';
import type { CommandRegistrar } from '../common/commandRegistrar.ts';
import { ContextKey } from '../common/contextKey.ts';
import type { Feature } from '../common/feature.ts';
import { views } from '../manifest/views.ts';
import { openOutputs } from '../results/openOutputs.ts';
import type { LiveRuns } from '../run/liveRuns.ts';
import type { PlanDocuments } from '../run/planDocuments.ts';
import { requireTrust } from '../common/requireTrust.ts';
import type { Inventories } from '../workspace/inventories.ts';
import { allowOldAlgorithms } from './allowOldAlgorithms.ts';
import type { RunEntry, RunLibrary } from './runLibrary.ts';
import { isResultNode, runOf, type MoreNode, type RunsNode } from './runNode.ts';
import { newestRun, pickRun } from './pickRun.ts';
import type { Rerunner } from './rerunner.ts';
import type { Resumer } from './resumer.ts';
import { RunTree } from './runTree.ts';

/** What the Runs view needs. */
export interface RunsFeatureDependencies {
  readonly library: RunLibrary;
  readonly live: LiveRuns;
  readonly inventories: Inventories;
  readonly plans: PlanDocuments;
  readonly rerunner: Rerunner;
  readonly resumer: Resumer;
  readonly registrar: CommandRegistrar;
}

/** The Runs view: what was run, how it went, and the way to every output. */
export class RunsFeature implements Feature {
  readonly #deps: RunsFeatureDependencies;
  readonly #state = new ContextKey<'none' | 'some'>('runsState');
  #tree: RunTree | undefined;
  #view: vscode.TreeView<RunsNode> | undefined;
  #failures = 0;

  constructor(deps: RunsFeatureDependencies) {
    this.#deps = deps;
  }

  register(context: vscode.ExtensionContext): void {
    const { library, live } = this.#deps;
    const tree = (this.#tree = new RunTree(library, live));
    const view = (this.#view = vscode.window.createTreeView(views.runs.id, {
      treeDataProvider: tree,
      canSelectMany: true,
      showCollapseAll: true,
    }));
    context.subscriptions.push(tree, view, ...this.#commands(tree));
    const update = (): void => void this.#updateState();
    context.subscriptions.push(
      library.onDidChange(update),
      live.onDidStart(update),
      live.onDidFinish(({ record }) => this.#countFailures(record)),
      view.onDidChangeVisibility(({ visible }) => {
        if (visible) this.#setBadge(0);
      }),
    );
    update();
  }

  /** Brings a run into view, expanded. */
  async reveal(folder: vscode.WorkspaceFolder, runId: string): Promise<void> {
    const summary = (await this.#deps.library.list()).find(
      (entry) => entry.summary.id === runId && entry.folder.uri.toString() === folder.uri.toString(),
    );
    if (summary === undefined || this.#tree === undefined) return;
    await this.#view?.reveal(this.#tree.runNode(summary), { select: true, focus: true, expand: true });
  }

  async #updateState(): Promise<void> {
    const [first] = await this.#deps.library.list(1);
    this.#state.set(first === undefined && this.#deps.live.list().length === 0 ? 'none' : 'some');
  }

  /** The badge counts failed devices that nobody has looked at yet. */
  #countFailures(record: RunRecord): void {
    void this.#updateState();
    if (this.#view?.visible !== true) this.#setBadge(this.#failures + record.totals.failed);
  }

  #setBadge(failures: number): void {
    this.#failures = failures;
    if (this.#view === undefined) return;
    this.#view.badge =
      failures === 0
        ? undefined
        : {
            value: failures,
            tooltip: vscode.l10n.t('{0} devices failed in runs since you last looked', failures),
          };
  }

  #commands(tree: RunTree): vscode.Disposable[] {
    const { library, registrar, plans, rerunner, resumer } = this.#deps;
    return [
      registrar.register('refreshRuns', () => library.refresh()),
      registrar.register('showMoreRuns', (node) => {
        if ((node as { kind?: unknown } | undefined)?.kind === 'more') tree.showMore(node as MoreNode);
      }),
      registrar.register('openOutput', (node) => this.#open(node, tree)),
      registrar.register('openMessages', async (node) => {
        if (!isResultNode(node) || node.kind !== 'runCommand') return;
        const messages = (await tree.commandResult(node))?.messages;
        const { entry } = runOf(node);
        if (messages !== undefined) await openOutputs(entry.folder, entry.summary.id, [messages]);
      }),
      registrar.register('showPlan', async (node) => {
        const entry = await this.#entry(node);
        if (entry !== undefined) await plans.open((await library.read(entry)).plan);
      }),
      registrar.register('revealRun', async (node) => {
        const entry = await this.#entry(node);
        if (entry === undefined) return;
        const folder = vscode.Uri.joinPath(entry.folder.uri, '.showrun', 'runs', entry.summary.id);
        await vscode.commands.executeCommand('revealInExplorer', folder);
      }),
      registrar.register('rerun', (node) => this.#rerun(node, 'all', rerunner)),
      registrar.register('rerunFailed', (node) => this.#rerun(node, 'not-ok', rerunner)),
      registrar.register('allowOldAlgorithms', (node) => this.#allowOldAlgorithms(node)),
      registrar.register('resumeRun', (node) => this.#resume(node, resumer)),
      registrar.register('deleteRun', (node, all) => this.#delete(node, all)),
    ];
  }

  async #open(node: unknown, tree: RunTree): Promise<void> {
    if (!isResultNode(node)) return;
    const { entry } = runOf(node);
    const open = (commands: Parameters<typeof openOutputs>[2]): Promise<void> =>
      openOutputs(entry.folder, entry.summary.id, commands);
    if (node.kind === 'runCommand') {
      const result = await tree.commandResult(node);
      await open(result === undefined ? [] : [result]);
      return;
    }
    const results = await tree.results(runOf(node));
    const wanted = node.kind === 'run' ? results : results.filter((result) => result.device === node.device);
    await open(wanted.flatMap((result) => result.commands));
  }

  async #rerun(node: unknown, scope: 'all' | 'not-ok', rerunner: Rerunner): Promise<unknown> {
    if (!requireTrust()) return undefined;
    const entry = await this.#entry(node);
    if (entry === undefined) return undefined;
    return await rerunner.rerun(entry.folder, await this.#deps.library.read(entry), scope);
  }

  async #resume(node: unknown, resumer: Resumer): Promise<unknown> {
    if (!requireTrust()) return undefined;
    const entry = await this.#entry(node);
    if (entry === undefined) return undefined;
    return await resumer.resume(entry.folder, await this.#deps.library.read(entry));
  }

  async #allowOldAlgorithms(node: unknown): Promise<void> {
    if (!isResultNode(node) || node.kind !== 'runDevice') return;
    const { folder } = runOf(node).entry;
    const { inventories } = this.#deps;
    await inventories.ready();
    const found = inventories
      .devices()
      .find((ref) => ref.device.name === node.device && ref.folder.uri.toString() === folder.uri.toString());
    if (found === undefined) {
      throw new ShowrunError(
        'planning.unknown-device',
        vscode.l10n.t('The inventory has no device “{0}” any more.', node.device),
      );
    }
    await allowOldAlgorithms(found.folder, found.device);
  }

  async #delete(node: unknown, all: unknown): Promise<void> {
    const nodes = Array.isArray(all) && all.length > 0 ? all : [node];
    const runs = nodes.filter(isResultNode).filter((each) => each.kind === 'run');
    const [first] = runs;
    if (first === undefined) return;
    const remove = vscode.l10n.t('Delete');
    const choice = await vscode.window.showWarningMessage(
      runs.length === 1
        ? vscode.l10n.t('Delete the run “{0}” with all its outputs?', first.entry.summary.title)
        : vscode.l10n.t('Delete {0} runs with all their outputs?', runs.length),
      { modal: true, detail: vscode.l10n.t('This cannot be undone.') },
      remove,
    );
    if (choice !== remove) return;
    for (const run of runs) await this.#deps.library.remove(run.entry);
  }

  /** The run that a command was called on, the newest one if that was asked for, or the one picked. */
  async #entry(node: unknown): Promise<RunEntry | undefined> {
    if (isResultNode(node)) return runOf(node).entry;
    const entries = await this.#deps.library.list(200);
    if (entries.length === 0) {
      throw new ShowrunError(
        'extension.no-runs',
        vscode.l10n.t('Nothing has been run in this workspace yet.'),
      );
    }
    return node === newestRun ? entries[0] : await pickRun(entries, vscode.l10n.t('Pick a run'));
  }
}
