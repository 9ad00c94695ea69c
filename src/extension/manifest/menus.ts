import type { CommandName } from './commands.ts';
import { contextKeys } from './contextKeys.ts';
import { itemFlags } from './itemFlags.ts';
import { views } from './views.ts';

/** One menu entry; `group` as in package.json (`inline@1`, `navigation@1`, `1_run@2` …). */
export interface MenuDefinition {
  readonly menu:
    'view/title' | 'view/item/context' | 'editor/title' | 'editor/title/run' | 'explorer/context';
  readonly command: CommandName;
  readonly group: string;
  readonly when: string;
}

const inView = (view: { readonly id: string }, ...conditions: readonly string[]): string =>
  [`view == ${view.id}`, ...conditions].join(' && ');
const is = (flag: string): string => `viewItem =~ /\\b${flag}\\b/`;
const isNot = (flag: string): string => `!(viewItem =~ /\\b${flag}\\b/)`;

const devicesTitle = inView(views.devices);
const runsTitle = inView(views.runs);
const onDevice = inView(views.devices, is(itemFlags.device));
const onDeviceOrGroup = inView(views.devices);
const onTemplate = inView(views.templates, is(itemFlags.template));
const onLiveRun = inView(views.runs, is(itemFlags.live), is(itemFlags.run));
const onFinishedRun = inView(views.runs, is(itemFlags.run), isNot(itemFlags.live));
const onUnfinishedRun = `${onFinishedRun} && ${is(itemFlags.failed)}`;
const onAnyResult = inView(views.runs, isNot(itemFlags.live));
const templateEditor = 'resourceLangId == showrun-cmds && resourceScheme != showrun-preview';
const previewEditor = 'resourceScheme == showrun-preview';
const outputEditor = 'resourceScheme == showrun-run';
const diffOfOutputs = 'isInDiffEditor && resourceScheme =~ /^showrun-(run|clean)$/';

/** Menus of views, editors and the explorer. */
export const menus: readonly MenuDefinition[] = [
  { menu: 'view/title', command: 'runTemplate', when: devicesTitle, group: 'navigation@1' },
  { menu: 'view/title', command: 'filterDevices', when: devicesTitle, group: 'navigation@2' },
  {
    menu: 'view/title',
    command: 'clearDeviceFilter',
    when: `${devicesTitle} && ${contextKeys.filtered}`,
    group: 'navigation@3',
  },
  { menu: 'view/title', command: 'groupDevices', when: devicesTitle, group: 'navigation@4' },
  { menu: 'view/title', command: 'runCommand', when: devicesTitle, group: '1_run@1' },
  { menu: 'view/title', command: 'dryRun', when: devicesTitle, group: '1_run@2' },
  { menu: 'view/title', command: 'tickShown', when: devicesTitle, group: '2_tick@1' },
  { menu: 'view/title', command: 'untickAll', when: devicesTitle, group: '2_tick@2' },
  { menu: 'view/title', command: 'reloadInventory', when: devicesTitle, group: '3_inventory@1' },
  { menu: 'view/title', command: 'setCredentials', when: devicesTitle, group: '4_credentials@1' },
  { menu: 'view/title', command: 'forgetCredentials', when: devicesTitle, group: '4_credentials@2' },
  { menu: 'view/title', command: 'openHostKeys', when: devicesTitle, group: '4_credentials@3' },
  {
    menu: 'view/title',
    command: 'startDemoLab',
    when: `${devicesTitle} && !${contextKeys.labRunning}`,
    group: '5_lab@1',
  },
  {
    menu: 'view/title',
    command: 'changeDemoLab',
    when: `${devicesTitle} && ${contextKeys.labRunning}`,
    group: '5_lab@2',
  },
  {
    menu: 'view/title',
    command: 'stopDemoLab',
    when: `${devicesTitle} && ${contextKeys.labRunning}`,
    group: '5_lab@3',
  },
  { menu: 'view/title', command: 'newTemplate', when: inView(views.templates), group: 'navigation@1' },
  {
    menu: 'view/title',
    command: 'cancelRun',
    when: `${runsTitle} && ${contextKeys.running}`,
    group: 'navigation@1',
  },
  { menu: 'view/title', command: 'refreshRuns', when: runsTitle, group: 'navigation@2' },
  { menu: 'view/title', command: 'compareDevices', when: runsTitle, group: '1_compare@1' },
  { menu: 'view/title', command: 'toggleDiffNoise', when: runsTitle, group: '1_compare@2' },
  { menu: 'view/title', command: 'showLog', when: runsTitle, group: '2_log@1' },

  { menu: 'view/item/context', command: 'runOnDevice', when: onDeviceOrGroup, group: 'inline@1' },
  {
    menu: 'view/item/context',
    command: 'openLastOutput',
    when: inView(views.devices, is(itemFlags.hasOutput)),
    group: 'inline@2',
  },
  { menu: 'view/item/context', command: 'runOnDevice', when: onDeviceOrGroup, group: '1_run@1' },
  { menu: 'view/item/context', command: 'runCommandOnDevice', when: onDeviceOrGroup, group: '1_run@2' },
  { menu: 'view/item/context', command: 'dryRunOnDevice', when: onDeviceOrGroup, group: '1_run@3' },
  {
    menu: 'view/item/context',
    command: 'openLastOutput',
    when: inView(views.devices, is(itemFlags.hasOutput)),
    group: '2_open@1',
  },
  { menu: 'view/item/context', command: 'openDevice', when: onDevice, group: '2_open@2' },

  { menu: 'view/item/context', command: 'runTemplate', when: onTemplate, group: 'inline@1' },
  { menu: 'view/item/context', command: 'dryRun', when: onTemplate, group: 'inline@2' },
  { menu: 'view/item/context', command: 'runTemplate', when: onTemplate, group: '1_run@1' },
  { menu: 'view/item/context', command: 'dryRun', when: onTemplate, group: '1_run@2' },
  { menu: 'view/item/context', command: 'openTemplate', when: onTemplate, group: '2_open@1' },

  {
    menu: 'view/item/context',
    command: 'cancelRun',
    when: onLiveRun,
    group: 'inline@1',
  },
  {
    menu: 'view/item/context',
    command: 'cancelDevice',
    when: inView(views.runs, is(itemFlags.unfinished)),
    group: '3_run@1',
  },
  { menu: 'view/item/context', command: 'followRun', when: onLiveRun, group: 'inline@2' },
  { menu: 'view/item/context', command: 'followRun', when: onLiveRun, group: '1_open@0' },
  { menu: 'view/item/context', command: 'cancelRun', when: onLiveRun, group: '3_run@1' },
  { menu: 'view/item/context', command: 'cancelBlock', when: onLiveRun, group: '3_run@2' },
  { menu: 'view/item/context', command: 'changeLimits', when: onLiveRun, group: '3_run@3' },
  { menu: 'view/item/context', command: 'compareWithPrevious', when: onAnyResult, group: 'inline@1' },
  { menu: 'view/item/context', command: 'rerun', when: onFinishedRun, group: 'inline@2' },
  {
    menu: 'view/item/context',
    command: 'openOutput',
    when: inView(views.runs),
    group: '1_open@1',
  },
  {
    menu: 'view/item/context',
    command: 'openMessages',
    when: inView(views.runs, is(itemFlags.hasMessages)),
    group: '1_open@2',
  },
  {
    menu: 'view/item/context',
    command: 'showPlan',
    when: inView(views.runs, is(itemFlags.run)),
    group: '1_open@3',
  },
  {
    menu: 'view/item/context',
    command: 'revealRun',
    when: inView(views.runs, is(itemFlags.run)),
    group: '1_open@3',
  },
  { menu: 'view/item/context', command: 'compareWithPrevious', when: onAnyResult, group: '2_compare@1' },
  { menu: 'view/item/context', command: 'compareWith', when: onAnyResult, group: '2_compare@2' },
  { menu: 'view/item/context', command: 'compareDevices', when: onAnyResult, group: '2_compare@3' },
  { menu: 'view/item/context', command: 'rerun', when: onFinishedRun, group: '3_run@1' },
  { menu: 'view/item/context', command: 'resumeRun', when: onUnfinishedRun, group: 'inline@3' },
  { menu: 'view/item/context', command: 'resumeRun', when: onUnfinishedRun, group: '3_run@2' },
  { menu: 'view/item/context', command: 'rerunFailed', when: onUnfinishedRun, group: '3_run@3' },
  {
    menu: 'view/item/context',
    command: 'allowOldAlgorithms',
    when: inView(views.runs, is(itemFlags.oldAlgorithms)),
    group: '3_run@4',
  },
  { menu: 'view/item/context', command: 'deleteRun', when: onFinishedRun, group: '4_delete@1' },

  { menu: 'editor/title/run', command: 'runTemplate', when: templateEditor, group: 'navigation@1' },
  { menu: 'editor/title/run', command: 'dryRun', when: templateEditor, group: 'navigation@2' },
  { menu: 'editor/title', command: 'previewTemplate', when: templateEditor, group: 'navigation@3' },
  { menu: 'editor/title', command: 'comparePreviews', when: templateEditor, group: '1_showrun@1' },
  { menu: 'editor/title', command: 'pickPreviewDevice', when: previewEditor, group: 'navigation@1' },
  { menu: 'editor/title', command: 'comparePreviews', when: previewEditor, group: 'navigation@2' },
  { menu: 'editor/title', command: 'compareWithPrevious', when: outputEditor, group: 'navigation@1' },
  { menu: 'editor/title', command: 'toggleDiffNoise', when: diffOfOutputs, group: 'navigation@2' },
  { menu: 'explorer/context', command: 'runTemplate', when: templateEditor, group: '7_showrun@1' },
  { menu: 'explorer/context', command: 'dryRun', when: templateEditor, group: '7_showrun@2' },
];
