import * as vscode from 'vscode';
import type { RunRecord } from '../../api/run.ts';
import { ShowrunError } from '../../core/errors.ts';
import type { CommandRegistrar } from '../common/commandRegistrar.ts';
import type { Feature } from '../common/feature.ts';
import { formatTime } from '../common/formatTime.ts';
import { readSetting } from '../common/readSetting.ts';
import { schemes } from '../manifest/schemes.ts';
import { pickRun } from '../runs/pickRun.ts';
import type { RunEntry, RunLibrary } from '../runs/runLibrary.ts';
import type { Inventories } from '../workspace/inventories.ts';
import { CleanOutputs } from './cleanOutputs.ts';
import { compareDevices } from './compareDevices.ts';
import { comparedThing, type ComparedThing } from './comparedThing.ts';
import { haveCommon, pairsOfRuns, type ComparedPair } from './outputPairs.ts';
import { findPreviousRun } from './previousRun.ts';
import { showComparison } from './showComparison.ts';

/** Comparisons in the native diff editors. */
export class DiffFeature implements Feature {
  readonly #library: RunLibrary;
  readonly #inventories: Inventories;
  readonly #registrar: CommandRegistrar;

  constructor(library: RunLibrary, inventories: Inventories, registrar: CommandRegistrar) {
    this.#library = library;
    this.#inventories = inventories;
    this.#registrar = registrar;
  }

  register(context: vscode.ExtensionContext): void {
    const outputs = new CleanOutputs(this.#inventories);
    context.subscriptions.push(
      outputs,
      vscode.workspace.registerTextDocumentContentProvider(schemes.clean, outputs),
      this.#registrar.register('compareWithPrevious', (argument) => this.#withPrevious(argument, outputs)),
      this.#registrar.register('compareWith', (argument) => this.#withPicked(argument, outputs)),
      this.#registrar.register('compareDevices', (node, all) =>
        compareDevices(node, all, this.#library, outputs),
      ),
      this.#registrar.register('toggleDiffNoise', async () => {
        const ignore = !readSetting('diff.ignoreNoise');
        const target = vscode.ConfigurationTarget.Global;
        await vscode.workspace.getConfiguration('showrun').update('diff.ignoreNoise', ignore, target);
        vscode.window.setStatusBarMessage(
          ignore ? vscode.l10n.t('Diffs leave out noise') : vscode.l10n.t('Diffs show everything'),
          4000,
        );
      }),
    );
  }

  async #withPrevious(argument: unknown, outputs: CleanOutputs): Promise<void> {
    const title = vscode.l10n.t('Compare which run with the one before it?');
    const thing = await comparedThing(argument, this.#library, title);
    if (thing === undefined) return;
    const record = await this.#library.read(thing.entry);
    const previous = await findPreviousRun(this.#library, thing.entry, record, thing.scope);
    if (previous === undefined) {
      throw new ShowrunError(
        'extension.no-previous-run',
        vscode.l10n.t('There is no earlier run with the same commands on the same devices.'),
        { hint: vscode.l10n.t('Run it once more; then there are two to compare.') },
      );
    }
    await show(thing, previous.record, record, previous.pairs, outputs);
  }

  async #withPicked(argument: unknown, outputs: CleanOutputs): Promise<void> {
    const thing = await comparedThing(argument, this.#library, vscode.l10n.t('Compare which run?'));
    if (thing === undefined) return;
    const others = (await this.#library.list()).filter((each) => isOther(each, thing.entry));
    const other = await pickRun(others, vscode.l10n.t('Compare with which run?'));
    if (other === undefined) return;
    const [chosen, picked] = await Promise.all([this.#library.read(thing.entry), this.#library.read(other)]);
    // The older one stands on the left, whichever was picked first; the scope counts in the run it was taken from.
    const pairs = pairsOfRuns(picked, chosen, thing.scope);
    if (!haveCommon(pairs)) {
      throw new ShowrunError(
        'extension.nothing-in-common',
        vscode.l10n.t('These two runs have no command on the same device in common.'),
      );
    }
    if (picked.startedAt <= chosen.startedAt) await show(thing, picked, chosen, pairs, outputs);
    else await show(thing, chosen, picked, pairs.map(swapped), outputs);
  }
}

function isOther(each: RunEntry, entry: RunEntry): boolean {
  return each.folder.uri.toString() === entry.folder.uri.toString() && each.summary.id !== entry.summary.id;
}

function swapped({ label, named, left, right }: ComparedPair): ComparedPair {
  return {
    label,
    named,
    ...(right === undefined ? {} : { left: right }),
    ...(left === undefined ? {} : { right: left }),
  };
}

async function show(
  thing: ComparedThing,
  left: RunRecord,
  right: RunRecord,
  pairs: readonly ComparedPair[],
  outputs: CleanOutputs,
): Promise<void> {
  const now = new Date();
  await showComparison(
    {
      folder: thing.entry.folder,
      pairs,
      leftName: formatTime(left.startedAt, now),
      rightName: formatTime(right.startedAt, now),
      subject: thing.scope.device ?? right.plan.title,
    },
    outputs,
  );
}
