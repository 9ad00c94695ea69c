import * as vscode from 'vscode';
import type { Device } from '../../api/device.ts';
import { setDeviceField } from '../../core/inventory/services/setDeviceField.ts';
import { rangeAt } from '../language/positions.ts';
import { fileUri } from '../workspace/workspacePaths.ts';

/**
 * Writes `ssh_legacy: true` into a device's entry of the inventory, after a question, and shows it there unsaved: whoever
 * saves it has seen it. Where the place is not certain, the entry is opened and left alone.
 */
export async function allowOldAlgorithms(folder: vscode.WorkspaceFolder, device: Device): Promise<void> {
  const allow = vscode.l10n.t('Allow');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('Allow old SSH algorithms for {0}?', device.name),
    {
      modal: true,
      detail: vscode.l10n.t(
        'They can be broken by a capable attacker on the path. They are offered only after a handshake failed for want of them. The inventory gets ssh_legacy for this device; look at it and save it.',
      ),
    },
    allow,
  );
  if (choice !== allow) return;
  const uri = fileUri(folder, device.declaredAt.file);
  const document = await vscode.workspace.openTextDocument(uri);
  const fields = setDeviceField(document.getText(), device, 'ssh_legacy', 'true');
  const { file, line, column } = device.declaredAt;
  const selection = rangeAt({ file, line, column });
  await vscode.window.showTextDocument(document, { selection, preview: false });
  if (fields === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Add ssh_legacy: true to the entry of {0} by hand; its place is not certain.',
        device.name,
      ),
    );
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  for (const field of fields) {
    edit.replace(uri, rangeAt({ file, ...field }), field.text);
  }
  await vscode.workspace.applyEdit(edit);
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Save the inventory, then resume the run: {0} is contacted again.', device.name),
  );
}
