import * as vscode from 'vscode';
import type { Device } from '../../../api/device.ts';
import { ShowrunError } from '../../../core/errors.ts';
import { isTemplate } from '../isTemplate.ts';
import type { TemplateDocuments } from '../templateDocuments.ts';
import { previewTarget, previewUri, type PreviewTarget } from './previewUri.ts';

/** Opens previews, for one device beside the template or for two in the diff editor. */
export class PreviewCommands {
  readonly #documents: TemplateDocuments;
  /** The device that was looked at last, by template. */
  readonly #last = new Map<string, string>();

  constructor(documents: TemplateDocuments) {
    this.#documents = documents;
  }

  /** For the device looked at last or the first one meant; `{ uri, block, device }` may name all three. */
  async open(argument: unknown): Promise<void> {
    const { document, block, device } = await this.#target(argument);
    const devices = this.#devices(document);
    const name = device ?? this.#last.get(document.uri.toString()) ?? devices[0]?.name;
    if (name === undefined) throw noDevices();
    await this.#show(document, name, block, vscode.ViewColumn.Beside);
  }

  /** Another device in place of the one that the active preview shows. */
  async pick(): Promise<void> {
    const shown = activeTarget();
    const { document, block } = await this.#target(
      shown === undefined ? undefined : { uri: shown.template, block: shown.block },
    );
    const name = await pickDevice(this.#devices(document), vscode.l10n.t('Preview for which device?'));
    if (name === undefined) return;
    await this.#show(
      document,
      name,
      block,
      shown === undefined ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
    );
  }

  /** Two devices in the diff editor; `{ uri, devices: [a, b] }` may name them. */
  async compare(argument: unknown): Promise<void> {
    const shown = activeTarget();
    const named = (argument as { devices?: unknown } | undefined)?.devices;
    const { document } = await this.#target(
      argument ?? (shown === undefined ? undefined : { uri: shown.template }),
    );
    const devices = this.#devices(document);
    const given = Array.isArray(named) ? named.map(String) : [];
    const left =
      given[0] ?? shown?.device ?? (await pickDevice(devices, vscode.l10n.t('Compare which device?')));
    if (left === undefined) return;
    const others = devices.filter((device) => device.name !== left);
    const right =
      given[1] ?? (await pickDevice(others, vscode.l10n.t('Compare {0} with which device?', left)));
    if (right === undefined) return;
    const template = document.uri.toString();
    const title = vscode.l10n.t('{0}: {1} ↔ {2}', vscode.workspace.asRelativePath(document.uri), left, right);
    await vscode.commands.executeCommand(
      'vscode.diff',
      previewUri({ template, device: left }),
      previewUri({ template, device: right }),
      title,
    );
  }

  async #show(
    document: vscode.TextDocument,
    device: string,
    block: number | undefined,
    viewColumn: vscode.ViewColumn,
  ): Promise<void> {
    this.#last.set(document.uri.toString(), device);
    const target: PreviewTarget = {
      template: document.uri.toString(),
      device,
      ...(block === undefined ? {} : { block }),
    };
    const preview = await vscode.workspace.openTextDocument(previewUri(target));
    await vscode.window.showTextDocument(preview, { viewColumn, preview: true, preserveFocus: true });
  }

  #devices(document: vscode.TextDocument): readonly Device[] {
    return this.#documents.selectedContext(document).devices;
  }

  async #target(
    argument: unknown,
  ): Promise<{ document: vscode.TextDocument; block: number | undefined; device: string | undefined }> {
    const { uri, block, device } = (argument ?? {}) as { uri?: unknown; block?: unknown; device?: unknown };
    const given =
      argument instanceof vscode.Uri ? argument : typeof uri === 'string' ? vscode.Uri.parse(uri) : undefined;
    const active = vscode.window.activeTextEditor?.document;
    const shown = activeTarget();
    const address = given ?? (shown === undefined ? active?.uri : vscode.Uri.parse(shown.template));
    const document = address === undefined ? undefined : await vscode.workspace.openTextDocument(address);
    if (document === undefined || !isTemplate(document))
      throw new ShowrunError('extension.no-template-open', vscode.l10n.t('Open a command template first.'));
    return {
      document,
      block: typeof block === 'number' ? block : undefined,
      device: typeof device === 'string' ? device : undefined,
    };
  }
}

function activeTarget(): PreviewTarget | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri === undefined ? undefined : previewTarget(uri);
}

function noDevices(): ShowrunError {
  return new ShowrunError(
    'extension.no-devices',
    vscode.l10n.t('There is no device to render the template for.'),
    {
      hint: vscode.l10n.t('Open a folder with an inventory file, or start the demo lab.'),
    },
  );
}

async function pickDevice(devices: readonly Device[], title: string): Promise<string | undefined> {
  if (devices.length === 0) throw noDevices();
  const items = devices.map((device) => ({
    label: device.name,
    description: [device.platform, device.site, device.role].filter(Boolean).join(' · '),
  }));
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.label;
}
