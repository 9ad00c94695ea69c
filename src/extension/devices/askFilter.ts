import * as vscode from 'vscode';
import type { Device } from '../../api/device.ts';
import { compileFilter } from '../../core/inventory/filter/compileFilter.ts';
import type { Inventories } from '../workspace/inventories.ts';
import type { DeviceFilter } from './deviceFilter.ts';

/** Asks for a filter expression; says while typing how many devices it matches, or at which column it is wrong. */
export async function askFilter(filter: DeviceFilter, inventories: Inventories): Promise<void> {
  const devices = inventories.devices();
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Filter devices'),
    prompt: vscode.l10n.t(
      'For example: {0}',
      'platform:cisco_ios site:ams* -tag:lab name:/^edge-\\d+/ vlan>100',
    ),
    placeHolder: vscode.l10n.t('Empty shows all devices'),
    value: filter.text,
    valueSelection: [0, filter.text.length],
    validateInput: (value) => judge(value, (matches) => devices.filter((ref) => matches(ref.device)).length),
  });
  if (text !== undefined) filter.set(text);
}

type Matches = (device: Device) => boolean;

function judge(
  text: string,
  count: (matches: Matches) => number,
): vscode.InputBoxValidationMessage | undefined {
  if (text.trim() === '') return undefined;
  try {
    const compiled = compileFilter(text.trim());
    const number = count((device) => compiled.matches(device));
    return {
      message:
        number === 0 ? vscode.l10n.t('Matches no device') : vscode.l10n.t('Devices matched: {0}', number),
      severity:
        number === 0 ? vscode.InputBoxValidationSeverity.Warning : vscode.InputBoxValidationSeverity.Info,
    };
  } catch (error) {
    return { message: messageOf(error), severity: vscode.InputBoxValidationSeverity.Error };
  }
}

/** The errors of a filter name their column themselves. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
