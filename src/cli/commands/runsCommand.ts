import type { RunSummary } from '../../store/runJson.ts';
import { RunStore } from '../../store/runStore.ts';
import type { CliCommand } from '../cliCommand.ts';
import { exitCode } from '../cliIo.ts';
import type { Column } from '../output/formatTable.ts';
import { formatOption, printList } from '../output/printList.ts';
import { formatDuration } from '../../core/text/formatUnits.ts';
import { printable } from '../../core/text/printable.ts';
import { runsFolder } from '../run/runOptionsFromWords.ts';

const columns: readonly Column<RunSummary>[] = [
  { title: 'RUN', value: (run) => run.id },
  { title: 'STATUS', value: (run) => run.status },
  { title: 'DEVICES', value: (run) => String(run.totals.devices), align: 'right' },
  { title: 'OK', value: (run) => String(run.totals.ok), align: 'right' },
  { title: 'FAILED', value: (run) => String(run.totals.failed), align: 'right' },
  { title: 'TIME', value: duration, align: 'right' },
  { title: 'TITLE', value: titleOf },
];

/** `showrun runs` */
export function runsCommand(): CliCommand {
  return {
    name: 'runs',
    summary: 'List the runs of a workspace, newest first.',
    options: [
      {
        name: 'workspace',
        short: 'w',
        value: 'DIR',
        help: 'Folder with .showrun/runs; the current one unless given.',
      },
      { name: 'limit', value: 'N', help: 'At most this many.' },
      formatOption,
    ],
    examples: [
      { line: 'showrun runs', what: 'the runs of this folder' },
      {
        line: 'showrun runs -w ~/network --limit 5 --format json',
        what: 'the last five of another one, for a script',
      },
    ],
    async run(options, io) {
      const folder = runsFolder(options, io);
      const { runs, unreadable } = await new RunStore(folder).survey(options.number('limit', 1));
      for (const id of unreadable)
        io.stderr.write(
          `Run ${id} is left out: its run.json is damaged or missing. Outputs are in ${printable(folder)}.\n`,
        );
      // Perhaps the folder is mistyped.
      if (runs.length === 0 && unreadable.length === 0)
        io.stderr.write(`There are no runs in ${printable(folder)}.\n`);
      printList(io, options.text('format'), runs, columns);
      return exitCode.ok;
    },
  };
}

function titleOf({ title, continues }: RunSummary): string {
  return continues === undefined ? title : `${title} (continues ${continues})`;
}

function duration(run: RunSummary): string {
  return run.finishedAt === undefined
    ? ''
    : formatDuration(Math.max(0, Date.parse(run.finishedAt) - Date.parse(run.startedAt)));
}
