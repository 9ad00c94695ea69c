import * as vscode from 'vscode';
import type { CommandResult, DeviceResult } from '../../api/run.ts';
import type { RunOutcome } from '../../store/runStore.ts';
import { Disposable } from '../common/disposable.ts';
import { Throttler } from '../common/throttler.ts';
import type { LiveRuns } from '../run/liveRuns.ts';
import { breakerItem } from './breakerItem.ts';
import { moreItem, runCommandItem, runDeviceItem, runItem } from './runItem.ts';
import { runCommandTooltip, runDeviceTooltip, runTooltip } from './runTooltip.ts';
import type { RunEntry, RunLibrary } from './runLibrary.ts';
import type {
  MoreNode,
  RunBreakerNode,
  RunCommandNode,
  RunDeviceNode,
  RunNode,
  RunsNode,
} from './runNode.ts';

/** Lists are shown in pages of this size: runs and commands stay readable, thousands of devices stay cheap. */
const runsPerPage = 50;
const devicesPerPage = 200;
/** How often a run that is going on is redrawn, in milliseconds. */
const redrawMs = 250;

/** Data provider of the Runs view. */
export class RunTree extends Disposable implements vscode.TreeDataProvider<RunsNode> {
  readonly #library: RunLibrary;
  readonly #live: LiveRuns;
  readonly #changed = this.track(new vscode.EventEmitter<RunsNode | RunsNode[] | undefined>());
  readonly #redraw = this.track(new Throttler(redrawMs, () => this.#redrawLive()));
  readonly #devices = new Map<string, RunDeviceNode>();
  readonly #touched = new Map<string, RunDeviceNode>();
  readonly #shown = new Map<string, number>();
  readonly #runs = new Map<string, RunNode>();
  /** Runs whose list of children is another one. */
  readonly #wholeRun = new Set<string>();
  #shownRuns = runsPerPage;
  #newest: string | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(library: RunLibrary, live: LiveRuns) {
    super();
    this.#library = library;
    this.#live = live;
    const all = (): void => this.#changed.fire(undefined);
    this.track(library.onDidChange(all));
    this.track(live.onDidStart(all));
    this.track(live.onDidFinish(all));
    this.track(
      live.onDidProgress(({ active, event }) => {
        if (event.type === 'breaker') this.#wholeRun.add(active.run.id);
        const node = 'device' in event ? this.#devices.get(deviceId(active.run.id, event.device)) : undefined;
        if (node !== undefined) this.#touched.set(node.id, node);
        if (node !== undefined || event.type === 'breaker') this.#redraw.trigger();
      }),
    );
  }

  async getChildren(node?: RunsNode): Promise<RunsNode[]> {
    if (node === undefined) return await this.#runNodes();
    if (node.kind === 'run') return await this.#deviceNodes(node);
    if (node.kind !== 'runDevice') return [];
    const result = await this.#result(node.run, node.device);
    return (result?.commands ?? []).map(({ index }): RunCommandNode => ({
      kind: 'runCommand',
      id: `${node.id}|${index}`,
      parent: node,
      index,
    }));
  }

  getParent(node: RunsNode): RunsNode | undefined {
    if (node.kind === 'run') return undefined;
    if (node.kind === 'runDevice' || node.kind === 'runBreaker') return node.run;
    return node.parent;
  }

  async getTreeItem(node: RunsNode): Promise<vscode.TreeItem> {
    if (node.kind === 'more') return moreItem(node);
    if (node.kind === 'runBreaker') return breakerItem(node);
    if (node.kind === 'run') {
      return runItem(node, this.#live.find(node.entry.summary.id)?.live.counts(), new Date());
    }
    if (node.kind === 'runDevice') return await this.#deviceItem(node);
    const result = await this.commandResult(node);
    const live = this.#live.find(node.parent.run.entry.summary.id) !== undefined;
    return result === undefined ? new vscode.TreeItem(node.id) : runCommandItem(node, result, live);
  }

  /** Tooltips are made when they are shown: a run that is going on redraws its items again and again. */
  async resolveTreeItem(item: vscode.TreeItem, node: RunsNode): Promise<vscode.TreeItem> {
    if (node.kind === 'run') {
      const counts = this.#live.find(node.entry.summary.id)?.live.counts();
      item.tooltip = runTooltip(node.entry.summary, counts, new Date());
    } else if (node.kind === 'runDevice') {
      const result = await this.#result(node.run, node.device);
      if (result !== undefined) item.tooltip = runDeviceTooltip(result);
    } else if (node.kind === 'runCommand') {
      const result = await this.commandResult(node);
      if (result !== undefined) item.tooltip = runCommandTooltip(result);
    }
    return item;
  }

  /** Shows another page of the list that a "show more" item ends. */
  showMore(node: MoreNode): void {
    if (node.parent === undefined) this.#shownRuns += runsPerPage;
    else {
      const id = node.parent.entry.summary.id;
      this.#shown.set(id, (this.#shown.get(id) ?? devicesPerPage) + devicesPerPage);
    }
    this.#changed.fire(node.parent);
  }

  /** Results of a run: as far as they are known where it is going on. */
  async results(run: RunNode): Promise<readonly DeviceResult[]> {
    const active = this.#live.find(run.entry.summary.id);
    return active === undefined
      ? arranged(await this.#library.outcome(run.entry)).list
      : active.live.results();
  }

  /** Result of one command. */
  async commandResult(node: RunCommandNode): Promise<CommandResult | undefined> {
    const result = await this.#result(node.parent.run, node.parent.device);
    return result?.commands.find((command) => command.index === node.index);
  }

  /** The node of a run, for `reveal`. */
  runNode(entry: RunEntry): RunNode {
    const isNewest = entry.summary.id === this.#newest;
    const id = `${entry.folder.uri.toString()}#${entry.summary.id}${isNewest ? '#newest' : ''}`;
    return { kind: 'run', id, entry, isNewest };
  }

  async #runNodes(): Promise<RunsNode[]> {
    const entries = await this.#library.list(this.#shownRuns + 1);
    this.#newest = entries[0]?.summary.id;
    const nodes: RunsNode[] = entries.slice(0, this.#shownRuns).map((entry) => this.runNode(entry));
    return entries.length > this.#shownRuns
      ? [...nodes, { kind: 'more', id: 'more', parent: undefined }]
      : nodes;
  }

  async #deviceNodes(run: RunNode): Promise<RunsNode[]> {
    this.#runs.set(run.entry.summary.id, run);
    const breakers = this.#live.find(run.entry.summary.id)?.live.breakers() ?? [];
    const waiting = breakers.map((breaker): RunBreakerNode => ({
      kind: 'runBreaker',
      id: `${run.id}|${breaker.scope}|${breaker.name}`,
      run,
      breaker,
    }));
    const results = await this.results(run);
    const limit = this.#shown.get(run.entry.summary.id) ?? devicesPerPage;
    const nodes: RunsNode[] = results.slice(0, limit).map(({ device }) => {
      const id = deviceId(run.entry.summary.id, device);
      const node: RunDeviceNode = { kind: 'runDevice', id, run, device };
      this.#devices.set(id, node);
      return node;
    });
    const more: RunsNode[] =
      results.length > limit ? [{ kind: 'more', id: `${run.id}|more`, parent: run }] : [];
    return [...waiting, ...nodes, ...more];
  }

  async #deviceItem(node: RunDeviceNode): Promise<vscode.TreeItem> {
    const result = await this.#result(node.run, node.device);
    if (result === undefined) return new vscode.TreeItem(node.device);
    const active = this.#live.find(node.run.entry.summary.id);
    return runDeviceItem(node, result, active !== undefined, active?.live.runningCommand(node.device));
  }

  async #result(run: RunNode, device: string): Promise<DeviceResult | undefined> {
    const active = this.#live.find(run.entry.summary.id);
    if (active !== undefined) return active.live.result(device);
    return arranged(await this.#library.outcome(run.entry)).byDevice.get(device);
  }

  #redrawLive(): void {
    const runs = [...this.#wholeRun].flatMap((id) => this.#runs.get(id) ?? []);
    const nodes = [...runs, ...this.#touched.values()];
    this.#wholeRun.clear();
    this.#touched.clear();
    this.#changed.fire(nodes);
  }
}

interface ArrangedResults {
  readonly list: readonly DeviceResult[];
  readonly byDevice: ReadonlyMap<string, DeviceResult>;
}

/** Made once per record: each item that is drawn asks for its device. */
const arrangements = new WeakMap<RunOutcome, ArrangedResults>();

/** What went wrong comes first: among thousands of devices nobody would find it. Otherwise in the order of the plan. */
function arranged(record: RunOutcome): ArrangedResults {
  const known = arrangements.get(record);
  if (known !== undefined) return known;
  const bad = record.results.filter((result) => result.status !== 'ok');
  const made = {
    list: [...bad, ...record.results.filter((result) => result.status === 'ok')],
    byDevice: new Map(record.results.map((result) => [result.device, result])),
  };
  arrangements.set(record, made);
  return made;
}

function deviceId(runId: string, device: string): string {
  return `${runId}|${device}`;
}
