import * as vscode from 'vscode';
import type { CommandTemplate } from '../../../core/template/commandTemplate.ts';
import type { TemplateLibrary } from '../../templates/templateLibrary.ts';
import { isTemplate } from '../isTemplate.ts';
import type { TemplateDocuments } from '../templateDocuments.ts';

/** A template with its document. */
export interface OpenTemplate {
  readonly document: vscode.TextDocument;
  readonly template: CommandTemplate;
}

/** More templates than this are not looked through for one name. */
const maxTemplates = 500;

/** The templates of the folder that a document is in, itself included; unsaved changes count. */
export async function templatesBeside(
  document: vscode.TextDocument,
  library: TemplateLibrary,
  documents: TemplateDocuments,
): Promise<OpenTemplate[]> {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri.toString();
  const files = (await library.list())
    .filter((file) => file.folder.uri.toString() === folder)
    .slice(0, maxTemplates);
  const others = files.filter((file) => file.uri.toString() !== document.uri.toString());
  const opened = await Promise.all(others.map(({ uri }) => vscode.workspace.openTextDocument(uri)));
  return [document, ...opened.filter(isTemplate)].map((each) => ({
    document: each,
    template: documents.parse(each),
  }));
}
