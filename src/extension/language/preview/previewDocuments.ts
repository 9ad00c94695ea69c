import * as vscode from 'vscode';
import { previewText } from '../../../core/template/services/previewText.ts';
import { Debouncer } from '../../common/debouncer.ts';
import { Disposable } from '../../common/disposable.ts';
import { schemes } from '../../manifest/schemes.ts';
import { isTemplate } from '../isTemplate.ts';
import type { TemplateDocuments } from '../templateDocuments.ts';
import { previewTarget } from './previewUri.ts';

/** Quiet time after a key press before open previews follow, in milliseconds. */
const pauseMs = 120;

/** Rendered templates as read-only documents that follow what is typed. */
export class PreviewDocuments extends Disposable implements vscode.TextDocumentContentProvider {
  readonly #documents: TemplateDocuments;
  readonly #changed = this.track(new vscode.EventEmitter<vscode.Uri>());
  readonly #debouncer = this.track(new Debouncer(pauseMs, () => this.#refresh()));
  readonly onDidChange = this.#changed.event;

  constructor(documents: TemplateDocuments) {
    super();
    this.#documents = documents;
    this.track(documents.onDidChange(() => this.#debouncer.trigger()));
    this.track(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isTemplate(document)) this.#debouncer.trigger();
      }),
    );
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const target = previewTarget(uri);
    if (target === undefined) return '';
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(target.template, true));
    const template = this.#documents.parse(document);
    const context = this.#documents.context(document);
    const device = context.devices.find((each) => each.name === target.device);
    if (device === undefined) return vscode.l10n.t('# The inventory has no device “{0}”.', target.device);
    return previewText(template, device, {
      resolvePlatform: (name) => context.platforms.resolve(name),
      ...(context.loader === undefined ? {} : { loader: context.loader }),
      ...(target.block === undefined ? {} : { block: target.block }),
    });
  }

  #refresh(): void {
    for (const { uri } of vscode.workspace.textDocuments)
      if (uri.scheme === schemes.preview) this.#changed.fire(uri);
  }
}
