import * as vscode from 'vscode';
import { schemes } from '../../manifest/schemes.ts';

/** Which template is shown for which device. */
export interface PreviewTarget {
  /** Address of the template's document. */
  readonly template: string;
  readonly device: string;
  /** Index of one block alone. */
  readonly block?: number;
}

/** The address of a preview; the editor shows its last part as the title. */
export function previewUri(target: PreviewTarget): vscode.Uri {
  const file =
    target.template
      .split('/')
      .at(-1)
      ?.replace(/\.cmds$/, '') ?? '';
  const name = `${decodeURIComponent(file)} · ${target.device}`.replaceAll(/[\\/?#]/g, '-');
  return vscode.Uri.from({ scheme: schemes.preview, path: `/${name}.cmds`, query: JSON.stringify(target) });
}

/** What a preview's address says; undefined for one that is none. */
export function previewTarget(uri: vscode.Uri): PreviewTarget | undefined {
  if (uri.scheme !== schemes.preview) return undefined;
  try {
    const value = JSON.parse(uri.query) as Partial<PreviewTarget>;
    if (typeof value.template !== 'string' || typeof value.device !== 'string') return undefined;
    return {
      template: value.template,
      device: value.device,
      ...(typeof value.block === 'number' ? { block: value.block } : {}),
    };
  } catch {
    return undefined;
  }
}
