import * as vscode from 'vscode';
import type { CommandRegistrar } from '../common/commandRegistrar.ts';
import type { Feature } from '../common/feature.ts';
import { schemes } from '../manifest/schemes.ts';
import { isTemplate } from './isTemplate.ts';
import type { LanguageDependencies, LanguageServices } from './registerLanguage.ts';
import { RejectedMarks } from './rejected/rejectedMarks.ts';

/** Templates and inventories as languages. Nothing of it is loaded before the first of them is opened. */
export class LanguageFeature implements Feature {
  readonly #deps: LanguageDependencies;
  readonly #registrar: CommandRegistrar;
  #services: Promise<LanguageServices> | undefined;

  constructor(deps: LanguageDependencies, registrar: CommandRegistrar) {
    this.#deps = deps;
    this.#registrar = registrar;
  }

  register(context: vscode.ExtensionContext): void {
    const marks = new RejectedMarks(this.#deps.live);
    const start = (document: vscode.TextDocument): void => {
      if (isTemplate(document) || isInventory(document) || document.uri.scheme === schemes.preview)
        void this.#start(context);
    };
    context.subscriptions.push(
      marks,
      vscode.workspace.onDidOpenTextDocument(start),
      this.#registrar.register('previewTemplate', async (argument) =>
        (await this.#start(context)).previews.open(argument),
      ),
      this.#registrar.register('pickPreviewDevice', async () => (await this.#start(context)).previews.pick()),
      this.#registrar.register('comparePreviews', async (argument) =>
        (await this.#start(context)).previews.compare(argument),
      ),
      this.#registrar.register('clearRejectedMarks', () => marks.clear()),
    );
    for (const document of vscode.workspace.textDocuments) start(document);
  }

  #start(context: vscode.ExtensionContext): Promise<LanguageServices> {
    this.#services ??= this.#load(context);
    return this.#services;
  }

  async #load(context: vscode.ExtensionContext): Promise<LanguageServices> {
    const { registerLanguage } = await import('./registerLanguage.ts');
    const services = registerLanguage(this.#deps, context.extensionPath);
    context.subscriptions.push(services);
    return services;
  }
}

function isInventory({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === 'file' && /\.(?:csv|ya?ml)$/i.test(uri.path);
}
