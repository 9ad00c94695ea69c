import * as vscode from 'vscode';
import type { Feature } from '../common/feature.ts';
import { schemes } from '../manifest/schemes.ts';
import { OutputFiles } from './outputFiles.ts';

/** Outputs of runs as read-only editors. */
export class ResultsFeature implements Feature {
  register(context: vscode.ExtensionContext): void {
    const reason = new vscode.MarkdownString(
      vscode.l10n.t(
        'This is what the device said, kept as it was. Use “Save As…” for a copy that can be edited.',
      ),
    );
    context.subscriptions.push(
      vscode.workspace.registerFileSystemProvider(schemes.output, new OutputFiles(), {
        isReadonly: reason,
        isCaseSensitive: true,
      }),
    );
  }
}
