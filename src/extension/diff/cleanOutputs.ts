import * as vscode from 'vscode';
import { Disposable } from '../common/disposable.ts';
import { affects, readSetting } from '../common/readSetting.ts';
import { schemes } from '../manifest/schemes.ts';
import { fileOf } from '../results/outputFiles.ts';
import { outputPath } from '../results/outputUri.ts';
import { outputUri } from '../results/openOutputs.ts';
import type { Inventories } from '../workspace/inventories.ts';
import type { SideOutput } from './outputPairs.ts';
import { withoutNoise } from './withoutNoise.ts';

const emptyQuery = 'empty';

/**
 * Outputs as they are compared: without noise, or as they are where the setting says so. An address holds all that is needed
 * to make the text again after a reload: the file and its platform.
 */
export class CleanOutputs extends Disposable implements vscode.TextDocumentContentProvider {
  readonly #inventories: Inventories;
  readonly #changed = this.track(new vscode.EventEmitter<vscode.Uri>());

  readonly onDidChange = this.#changed.event;

  constructor(inventories: Inventories) {
    super();
    this.#inventories = inventories;
    this.track(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!affects(event, 'diff.ignoreNoise')) return;
        for (const document of vscode.workspace.textDocuments) {
          if (document.uri.scheme === schemes.clean) this.#changed.fire(document.uri);
        }
      }),
    );
  }

  /**
   * The address of one side of a comparison. Both sides have the same path, named after the right one: the editor takes
   * different paths for a file that was renamed. A side without an output is an empty text.
   */
  uri(folder: vscode.WorkspaceFolder, side: SideOutput | undefined, named: SideOutput): vscode.Uri {
    const query =
      side === undefined
        ? emptyQuery
        : new URLSearchParams({
            file: outputUri(folder, side.runId, side.file).path,
            platform: side.platform,
          }).toString();
    return vscode.Uri.from({ scheme: schemes.clean, path: outputPath('', named.file), query });
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    if (uri.query === emptyQuery) return '';
    const query = new URLSearchParams(uri.query);
    const output = vscode.Uri.from({ scheme: schemes.output, path: query.get('file') ?? '/' });
    return await this.#text(fileOf(output), query.get('platform') ?? 'generic');
  }

  /** True where both sides are the same text as it is compared. */
  async areEqual(folder: vscode.WorkspaceFolder, left: SideOutput, right: SideOutput): Promise<boolean> {
    const [one, other] = await Promise.all(
      [left, right].map((side) =>
        this.#text(fileOf(outputUri(folder, side.runId, side.file)), side.platform),
      ),
    );
    return one === other;
  }

  async #text(file: vscode.Uri, platform: string): Promise<string> {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    return withoutNoise(text, readSetting('diff.ignoreNoise') ? await this.#noise(platform) : []);
  }

  async #noise(platform: string): Promise<readonly RegExp[]> {
    const [inventory] = await this.#inventories.ready();
    const platforms = inventory?.workspace.platforms;
    return platforms?.ids().includes(platform) === true ? platforms.get(platform).noise : [];
  }
}
