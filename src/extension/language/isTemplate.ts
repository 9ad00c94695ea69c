import type * as vscode from 'vscode';
import { languageIds } from '../manifest/languages.ts';
import { schemes } from '../manifest/schemes.ts';

/** What the providers are registered for: templates on a disk or not yet saved. */
export const templateSelector: vscode.DocumentSelector = [
  { language: languageIds.template, scheme: 'file' },
  { language: languageIds.template, scheme: 'untitled' },
  { language: languageIds.template, scheme: 'vscode-vfs' },
];

/** True for a command template that somebody works on; not for old versions and previews. */
export function isTemplate(document: vscode.TextDocument): boolean {
  const { scheme } = document.uri;
  return document.languageId === languageIds.template && scheme !== 'git' && scheme !== schemes.preview;
}
