import * as vscode from 'vscode';

/**
 * True where the workspace is trusted. Otherwise says why nothing is sent and offers the way to trust: menus can be hidden,
 * commands can still be called, so everything that connects or starts a process asks here first.
 */
export function requireTrust(): boolean {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Workspace Trust');
  void vscode.window
    .showWarningMessage(
      vscode.l10n.t(
        'Nothing was sent. This workspace is in Restricted Mode: its files could say where to connect and what to send. Trust it first if you know where it comes from.',
      ),
      manage,
    )
    .then((choice) => {
      if (choice === manage) void vscode.commands.executeCommand('workbench.trust.manage');
    });
  return false;
}
