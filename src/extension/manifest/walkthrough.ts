import { commands } from './commands.ts';
import { contextKeys } from './contextKeys.ts';

/** One step of the walkthrough; texts are markdown with command links. */
export interface WalkthroughStep {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: string;
  readonly completionEvents: readonly string[];
}

const button = (label: string, command: { readonly id: string }): string =>
  `[${label}](command:${command.id})`;

/** Five steps that work with the demo lab alone: no network, no password. */
export const walkthrough = {
  id: 'showrun.start',
  title: 'Showrun: From Devices to a Diff',
  description: 'Collect from simulated devices on your own machine. No network and no password needed.',
  steps: [
    {
      id: 'lab',
      title: 'Start the demo lab',
      description: `Twelve simulated devices of five platforms on this machine, reached over real SSH. Their inventory is written into the opened folder.\n${button('Start Demo Lab', commands.startDemoLab)}\nNo folder open yet? ${button('Create a sample workspace', commands.createSampleWorkspace)} first.`,
      media: 'media/walkthrough/lab.md',
      completionEvents: [`onContext:${contextKeys.labRunning}`],
    },
    {
      id: 'tick',
      title: 'Tick devices',
      description: `Tick the devices to work on in the Devices view. A filter such as \`site:ams* -role:server\` narrows the list down.\n${button('Tick All Shown Devices', commands.tickShown)}\n${button('Filter Devices', commands.filterDevices)}`,
      media: 'media/walkthrough/tick.md',
      completionEvents: [`onContext:${contextKeys.ticked}`],
    },
    {
      id: 'run',
      title: 'Run a template',
      description: `Pick a command template. A dry run shows first what each device would get; a run sends exactly that.\n${button('Dry Run', commands.dryRun)}\n${button('Run Template', commands.runTemplate)}\nNo template yet? ${button('Create a sample workspace', commands.createSampleWorkspace)} brings some.`,
      media: 'media/walkthrough/run.md',
      completionEvents: [`onContext:${contextKeys.hasRun}`],
    },
    {
      id: 'read',
      title: 'Read the answers',
      description:
        'Open the run in the Runs view: devices below it, commands below each device. A click opens the output in a read-only editor.\n[Show Runs](command:showrun.runs.focus)',
      media: 'media/walkthrough/read.md',
      completionEvents: [`onContext:${contextKeys.hasRead}`],
    },
    {
      id: 'compare',
      title: 'Compare before and after',
      description: `Make a change in the lab, run again, and compare: what differs opens in the diff editor, without the clocks and uptimes that always differ.\n${button('Make a Change in the Demo Lab', commands.changeDemoLab)}\n${button('Re-run', commands.rerun)}\n${button('Compare with Previous Run', commands.compareWithPrevious)}`,
      media: 'media/walkthrough/compare.md',
      completionEvents: [`onCommand:${commands.compareWithPrevious.id}`],
    },
  ] satisfies WalkthroughStep[],
} as const;
