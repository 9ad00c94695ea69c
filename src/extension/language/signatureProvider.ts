import * as vscode from 'vscode';
import { signatureHelp } from '../../core/template/services/signatureHelp.ts';
import { plainText } from './plainText.ts';
import type { TemplateDocuments } from './templateDocuments.ts';

/** Help for the arguments of filters, tests and macros. */
export class SignatureProvider implements vscode.SignatureHelpProvider {
  readonly #documents: TemplateDocuments;

  constructor(documents: TemplateDocuments) {
    this.#documents = documents;
  }

  provideSignatureHelp(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): vscode.SignatureHelp | undefined {
    const found = signatureHelp(this.#documents.parse(document), document.offsetAt(position));
    if (found === undefined) return undefined;
    const text = new vscode.MarkdownString().appendMarkdown(plainText(found.summary));
    if (found.example !== undefined) text.appendCodeblock(found.example, 'showrun-cmds');
    const signature = new vscode.SignatureInformation(found.label, text);
    signature.parameters = found.parameters.map((label) => new vscode.ParameterInformation(label));
    const help = new vscode.SignatureHelp();
    help.signatures = [signature];
    help.activeParameter = found.active;
    return help;
  }
}
