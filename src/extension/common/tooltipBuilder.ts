import * as vscode from 'vscode';

/**
 * Builds tooltips from text that may come from anywhere: lines of words, values escaped, no links, no HTML.
 * Empty lines separate paragraphs.
 */
export class TooltipBuilder {
  readonly #markdown = new vscode.MarkdownString();

  constructor() {
    this.#markdown.isTrusted = false;
    this.#markdown.supportHtml = false;
  }

  /** A heading line in bold. */
  title(text: string): this {
    this.#markdown.appendMarkdown('**').appendText(text).appendMarkdown('**\n\n');
    return this;
  }

  /** `label: value`; nothing where there is no value. */
  field(label: string, value: string | undefined): this {
    if (value === undefined || value === '') return this;
    this.#markdown.appendText(`${label}: ${value}`).appendMarkdown('  \n');
    return this;
  }

  /** A paragraph. */
  paragraph(text: string): this {
    this.#markdown.appendMarkdown('\n\n').appendText(text).appendMarkdown('\n\n');
    return this;
  }

  build(): vscode.MarkdownString {
    return this.#markdown;
  }
}
