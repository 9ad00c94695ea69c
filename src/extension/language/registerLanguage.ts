import * as vscode from 'vscode';
import type { Logger } from '../../api/ports.ts';
import type { LastResults } from '../devices/lastResults.ts';
import type { TickedDevices } from '../devices/tickedDevices.ts';
import type { LiveRuns } from '../run/liveRuns.ts';
import type { RunLibrary } from '../runs/runLibrary.ts';
import { schemes } from '../manifest/schemes.ts';
import type { TemplateLibrary } from '../templates/templateLibrary.ts';
import type { Inventories } from '../workspace/inventories.ts';
import { CodeActions } from './codeActions.ts';
import { CodeLensProvider } from './codeLensProvider.ts';
import { CompletionProvider, completionTriggers } from './completionProvider.ts';
import { ErrorPages } from './errorPages.ts';
import { FormattingProvider } from './formattingProvider.ts';
import { HoverProvider } from './hoverProvider.ts';
import { InventoryCompletionProvider } from './inventory/inventoryCompletion.ts';
import { inventorySelector } from './inventory/inventoryFiles.ts';
import { InventoryHoverProvider } from './inventory/inventoryHover.ts';
import { templateSelector } from './isTemplate.ts';
import { learnFromRun, learnFromRuns } from './learnCommands.ts';
import { DefinitionProvider } from './navigation/definitionProvider.ts';
import { FoldingProvider } from './navigation/foldingProvider.ts';
import { LinkProvider } from './navigation/linkProvider.ts';
import { ReferenceProvider } from './navigation/referenceProvider.ts';
import { RenameProvider } from './navigation/renameProvider.ts';
import { SymbolProvider } from './navigation/symbolProvider.ts';
import { PreviewCommands } from './preview/previewCommands.ts';
import { PreviewDocuments } from './preview/previewDocuments.ts';
import { SemanticTokensProvider, semanticLegend } from './semanticTokensProvider.ts';
import { SignatureProvider } from './signatureProvider.ts';
import { TemplateDiagnostics } from './templateDiagnostics.ts';
import { TemplateDocuments } from './templateDocuments.ts';

/** What the language features need of the other parts. */
export interface LanguageDependencies {
  readonly inventories: Inventories;
  readonly ticked: TickedDevices;
  readonly templates: TemplateLibrary;
  readonly library: RunLibrary;
  readonly live: LiveRuns;
  readonly lastResults: LastResults;
  readonly logger: Logger;
}

/** What the rest of the extension uses of the language features once they are there. */
export interface LanguageServices {
  readonly previews: PreviewCommands;
  dispose(): void;
}

/** Registers every provider. Called when the first template or inventory is opened, or a preview is asked for. */
export function registerLanguage(deps: LanguageDependencies, extensionPath: string): LanguageServices {
  const documents = new TemplateDocuments({ ...deps, library: deps.templates });
  const pages = new ErrorPages(extensionPath);
  const previews = new PreviewDocuments(documents);
  const lenses = new CodeLensProvider(documents);
  const diagnostics = new TemplateDiagnostics(documents, pages);
  void pages.load().then(() => documents.refresh());
  void learn(deps, documents);
  const learning = deps.live.onDidFinish(({ record }) => void learnFromRun(record, documents.commands));
  const registered = vscode.Disposable.from(
    documents,
    previews,
    lenses,
    diagnostics,
    learning,
    vscode.workspace.registerTextDocumentContentProvider(schemes.preview, previews),
    vscode.languages.registerCodeLensProvider(templateSelector, lenses),
    ...registerEditing(deps, documents),
    ...registerNavigation(deps, documents),
    ...registerInventory(deps),
  );
  return { previews: new PreviewCommands(documents), dispose: () => void registered.dispose() };
}

async function learn({ library }: LanguageDependencies, documents: TemplateDocuments): Promise<void> {
  await documents.loaded;
  await learnFromRuns(library, documents.commands);
  documents.refresh();
}

function registerEditing(deps: LanguageDependencies, documents: TemplateDocuments): vscode.Disposable[] {
  const { languages } = vscode;
  return [
    languages.registerCompletionItemProvider(
      templateSelector,
      new CompletionProvider(documents),
      ...completionTriggers,
    ),
    languages.registerHoverProvider(templateSelector, new HoverProvider(documents)),
    languages.registerSignatureHelpProvider(templateSelector, new SignatureProvider(documents), '(', ','),
    languages.registerCodeActionsProvider(templateSelector, new CodeActions(documents, deps.inventories), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    languages.registerDocumentFormattingEditProvider(templateSelector, new FormattingProvider(documents)),
    languages.registerDocumentSemanticTokensProvider(
      templateSelector,
      new SemanticTokensProvider(documents),
      semanticLegend,
    ),
  ];
}

function registerNavigation(deps: LanguageDependencies, documents: TemplateDocuments): vscode.Disposable[] {
  const { languages } = vscode;
  const rename = new RenameProvider(documents, deps.templates, deps.inventories);
  return [
    languages.registerDefinitionProvider(templateSelector, new DefinitionProvider(documents)),
    languages.registerReferenceProvider(templateSelector, new ReferenceProvider(documents, deps.templates)),
    languages.registerRenameProvider(templateSelector, rename),
    languages.registerDocumentSymbolProvider(templateSelector, new SymbolProvider(documents)),
    languages.registerFoldingRangeProvider(templateSelector, new FoldingProvider(documents)),
    languages.registerDocumentLinkProvider(templateSelector, new LinkProvider(documents)),
  ];
}

function registerInventory({ inventories, lastResults }: LanguageDependencies): vscode.Disposable[] {
  const completion = new InventoryCompletionProvider(inventories);
  const { languages } = vscode;
  return [
    languages.registerCompletionItemProvider(inventorySelector, completion, ',', ';', ' ', '[', '-'),
    languages.registerHoverProvider(inventorySelector, new InventoryHoverProvider(inventories, lastResults)),
  ];
}
