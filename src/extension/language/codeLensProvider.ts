import { setImmediate as turn } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { CommandTemplate } from '../../core/template/commandTemplate.ts';
import { BlockTally, summaryText, type BlockSummary } from '../../core/template/services/blockSummaries.ts';
import type { LanguageContext } from '../../core/template/services/languageContext.ts';
import { Disposable } from '../common/disposable.ts';
import { readSetting } from '../common/readSetting.ts';
import { commands } from '../manifest/commands.ts';
import type { RunRequest } from '../run/runRequest.ts';
import type { TemplateDocuments } from './templateDocuments.ts';

/** How long devices are rendered before the editor gets a turn, in milliseconds. */
const sliceMs = 15;

/** `Run on 12 devices · Dry Run · Preview · renders on 12, 2 miss vlan` over each block. */
export class CodeLensProvider extends Disposable implements vscode.CodeLensProvider {
  readonly #documents: TemplateDocuments;
  readonly #changed = this.track(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(documents: TemplateDocuments) {
    super();
    this.#documents = documents;
    this.track(documents.onDidChange(() => this.#changed.fire()));
  }

  async provideCodeLenses(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeLens[]> {
    if (!readSetting('editor.codeLens', document.uri)) return [];
    const template = this.#documents.parse(document);
    if (template.kind === 'list' || template.text.trim() === '') return [];
    const context = this.#documents.selectedContext(document);
    const summaries = await summarise(template, context, token);
    const ticked = this.#documents.hasTicked(document);
    return summaries.flatMap((summary) => this.#lenses(document, template, summary, ticked));
  }

  #lenses(
    document: vscode.TextDocument,
    template: CommandTemplate,
    summary: BlockSummary,
    ticked: boolean,
  ): vscode.CodeLens[] {
    const { block, devices, line } = summary;
    const range = new vscode.Range(line - 1, 0, line - 1, 0);
    // Without devices in it, the request is for the ticked ones, or asks; the block itself leaves out whom it is not for.
    const request: RunRequest = {
      template: template.path,
      ...(block < 0 ? {} : { block }),
    };
    const lens = (title: string, command: string, argument: unknown): vscode.CodeLens =>
      new vscode.CodeLens(range, { title, command, arguments: [argument] });
    const preview = { uri: document.uri.toString(), ...(block < 0 ? {} : { block }) };
    const lenses = [
      lens(vscode.l10n.t('Dry Run'), commands.dryRun.id, request),
      lens(vscode.l10n.t('Preview'), commands.previewTemplate.id, preview),
    ];
    if (summary.devices.length > 0)
      lenses.push(lens(summaryText(summary), commands.previewTemplate.id, preview));
    if (ticked && devices.length === 0)
      return [lens(vscode.l10n.t('no ticked device is meant here'), '', undefined), ...lenses];
    return [lens(runTitle(devices.length, ticked), commands.runTemplate.id, request), ...lenses];
  }
}

function runTitle(count: number, ticked: boolean): string {
  if (!ticked) return vscode.l10n.t('$(play) Run…');
  return count === 1
    ? vscode.l10n.t('$(play) Run on One Device')
    : vscode.l10n.t('$(play) Run on {0} Devices', count);
}

/** Renders in slices: the extension host has other things to do than thousands of devices. */
async function summarise(
  template: CommandTemplate,
  context: LanguageContext,
  token: vscode.CancellationToken,
): Promise<readonly BlockSummary[]> {
  const tally = new BlockTally(template, context);
  let started = performance.now();
  for (const device of context.devices) {
    tally.add(device);
    if (performance.now() - started < sliceMs) continue;
    await turn();
    if (token.isCancellationRequested) return [];
    started = performance.now();
  }
  return tally.summaries();
}
