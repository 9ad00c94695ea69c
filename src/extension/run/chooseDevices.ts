import * as vscode from 'vscode';
import { ShowrunError } from '../../core/errors.ts';
import type { DeviceFilter } from '../devices/deviceFilter.ts';
import type { TickedDevices } from '../devices/tickedDevices.ts';
import type { DeviceRef, Inventories } from '../workspace/inventories.ts';

/** What a choice of devices is made from. */
export interface DeviceChoiceSources {
  readonly inventories: Inventories;
  readonly ticked: TickedDevices;
  readonly filter: DeviceFilter;
}

/**
 * The devices that a run is for: the ticked ones. Where a filter hides some of them, asks which are meant; where none is
 * ticked, offers a list. Undefined where the person decided otherwise; throws `extension.no-devices` where there are none.
 */
export async function chooseDevices(sources: DeviceChoiceSources): Promise<DeviceRef[] | undefined> {
  await sources.inventories.ready();
  const ticked = sources.ticked.list();
  if (ticked.length === 0) return await pickDevices(sources);
  const shown = ticked.filter((ref) => sources.filter.matches(ref.device));
  return shown.length === ticked.length ? ticked : await chooseAmongHidden(ticked, shown);
}

async function chooseAmongHidden(all: DeviceRef[], shown: DeviceRef[]): Promise<DeviceRef[] | undefined> {
  const runAll = vscode.l10n.t('All {0} Ticked', all.length);
  const runShown =
    shown.length === 1
      ? vscode.l10n.t('Only the One Shown')
      : vscode.l10n.t('Only the {0} Shown', shown.length);
  const names = all.filter((ref) => !shown.includes(ref)).map((ref) => ref.device.name);
  const choice = await vscode.window.showWarningMessage(
    names.length === 1
      ? vscode.l10n.t('One ticked device is hidden by the filter. Which devices do you mean?')
      : vscode.l10n.t(
          '{0} ticked devices are hidden by the filter. Which devices do you mean?',
          names.length,
        ),
    { modal: true, detail: vscode.l10n.t('Hidden: {0}', names.slice(0, 30).join(', ')) },
    ...(shown.length > 0 ? [runShown] : []),
    runAll,
  );
  if (choice === undefined) return undefined;
  return choice === runAll ? all : shown;
}

async function pickDevices(sources: DeviceChoiceSources): Promise<DeviceRef[] | undefined> {
  const shown = sources.inventories.devices().filter((ref) => sources.filter.matches(ref.device));
  if (shown.length === 0) {
    throw new ShowrunError('extension.no-devices', vscode.l10n.t('There is no device to run on.'), {
      hint: vscode.l10n.t('Open a folder with an inventory file, or start the demo lab.'),
    });
  }
  const items = shown.map((ref) => ({
    label: ref.device.name,
    description: ref.device.host,
    detail: [ref.device.platform, ref.device.site, ref.device.role].filter(Boolean).join(' · '),
    ref,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
    title: vscode.l10n.t('No device is ticked: pick devices for this run'),
    placeHolder: vscode.l10n.t('Names, addresses, platforms, sites'),
  });
  if (picked === undefined || picked.length === 0) return undefined;
  return picked.map(({ ref }) => ref);
}
