import { commands } from './commands.ts';
import { contextKeys, type DevicesState } from './contextKeys.ts';

/** Views of the activity-bar container, with their share of its height when they are first shown. */
export const views = {
  devices: { id: 'showrun.devices', name: 'Devices', size: 4 },
  templates: { id: 'showrun.templates', name: 'Templates', size: 2 },
  runs: { id: 'showrun.runs', name: 'Runs', size: 4 },
} as const;

/** Id of the activity-bar container. */
export const viewContainer = { id: 'showrun', title: 'Showrun', icon: 'media/showrun.svg' } as const;

/** One welcome text; a command link alone on a line becomes a button. */
export interface WelcomeDefinition {
  readonly view: string;
  readonly contents: string;
  readonly when: string;
}

const link = (label: string, command: { readonly id: string }): string => `[${label}](command:${command.id})`;
const devicesAre = (state: DevicesState): string => `${contextKeys.devicesState} == ${state}`;
const learnTrust = '[Manage Workspace Trust](command:workbench.trust.manage)';

/** One text for each state in which a view is empty. */
export const welcome: readonly WelcomeDefinition[] = [
  {
    view: views.devices.id,
    when: 'workspaceFolderCount == 0',
    contents:
      'Showrun reads devices from files in a folder: an inventory (CSV or YAML) and command templates.\n[Open Folder](command:vscode.openFolder)\n' +
      `Or let it write a small example:\n${link('Create Sample Workspace', commands.createSampleWorkspace)}`,
  },
  {
    view: views.devices.id,
    when: `workspaceFolderCount != 0 && ${devicesAre('noInventory')} && isWorkspaceTrusted`,
    contents:
      `No inventory in this folder. To try Showrun without a network, start twelve simulated devices on this machine.\n${link('Start Demo Lab', commands.startDemoLab)}\n` +
      `For your own devices, put a file inventory.csv here: a line “hostname,ip_address,device_type”, then one line per device. ${link('Create a sample', commands.createSampleWorkspace)} to see one, or ` +
      '[say how your files are called](command:workbench.action.openSettings?%22showrun.inventory.files%22).',
  },
  {
    view: views.devices.id,
    when: `workspaceFolderCount != 0 && ${devicesAre('noInventory')} && !isWorkspaceTrusted`,
    contents: `No inventory found in this folder. In Restricted Mode Showrun shows devices, templates and past runs, and connects to nothing.\n${learnTrust}`,
  },
  {
    view: views.devices.id,
    when: devicesAre('failed'),
    contents: `The inventory could not be read; the log says why.\n${link('Show Log', commands.showLog)}\n${link('Try Again', commands.reloadInventory)}`,
  },
  {
    view: views.devices.id,
    when: devicesAre('noDevices'),
    contents:
      'The inventory has no usable device. The Problems panel says what is wrong and in which line.\n[Show Problems](command:workbench.actions.view.problems)',
  },
  {
    view: views.devices.id,
    when: devicesAre('noMatch'),
    contents: `The filter matches no device.\n${link('Clear Filter', commands.clearDeviceFilter)}\n${link('Change Filter', commands.filterDevices)}`,
  },
  {
    view: views.templates.id,
    when: `${contextKeys.templatesState} == none && workspaceFolderCount != 0`,
    contents: `A template is a text file ending in .cmds: one command per line, with {{ variables }} from the inventory.\n${link('New Template', commands.newTemplate)}`,
  },
  {
    view: views.templates.id,
    when: 'workspaceFolderCount == 0',
    contents: 'Templates of the opened folder will be listed here.',
  },
  {
    view: views.runs.id,
    when: `${contextKeys.runsState} == none && isWorkspaceTrusted && workspaceFolderCount != 0`,
    contents: `Nothing has been run yet. Tick devices above, then:\n${link('Run Template', commands.runTemplate)}\nOr ${link('send a single command', commands.runCommand)}.`,
  },
  {
    view: views.runs.id,
    when: '!isWorkspaceTrusted && workspaceFolderCount != 0',
    contents: `This workspace is in Restricted Mode: past runs can be read, connecting to devices is off.\n${learnTrust}`,
  },
  {
    view: views.runs.id,
    when: 'workspaceFolderCount == 0',
    contents: 'Every run is kept in the opened folder and listed here.',
  },
];
