import type { Device } from '../../api/device.ts';
import { selectDevices } from '../../engine/planning/selectDevices.ts';
import type { CliCommand } from '../cliCommand.ts';
import { exitCode } from '../cliIo.ts';
import type { Column } from '../output/formatTable.ts';
import { formatOption, printList } from '../output/printList.ts';
import type { ProgramPaths } from '../programPaths.ts';
import { deviceOptions, loadFromOptions, printDiagnostics } from '../workspaceOptions.ts';

const columns: readonly Column<Device>[] = [
  { title: 'NAME', value: (device) => device.name },
  { title: 'HOST', value: (device) => device.host },
  {
    title: 'PORT',
    value: (device) => (device.port === undefined ? '' : String(device.port)),
    align: 'right',
  },
  { title: 'PLATFORM', value: (device) => device.platform },
  { title: 'SITE', value: (device) => device.site ?? '' },
  { title: 'ROLE', value: (device) => device.role ?? '' },
  { title: 'TAGS', value: (device) => device.tags.join(' ') },
];

/** `showrun devices` */
export function devicesCommand(paths: ProgramPaths): CliCommand {
  return {
    name: 'devices',
    summary: 'List the devices of an inventory.',
    options: [...deviceOptions, formatOption],
    examples: [
      { line: 'showrun devices -i inventory.csv', what: 'all devices as a table' },
      {
        line: 'showrun devices -i inventory.csv --filter "tag:core site:ams*"',
        what: 'only those that match',
      },
      {
        line: 'showrun devices -i lab.yaml -i prod.csv --format json',
        what: 'two files merged, for a script',
      },
    ],
    notes: [
      'Findings about the files are printed on standard error. The exit code is 2 where one of them is an error; the good rows are listed all the same.',
    ],
    async run(options, io) {
      const workspace = await loadFromOptions(options, paths.plugins);
      const bad = printDiagnostics(io, workspace.diagnostics);
      const filter = options.text('filter');
      const devices = selectDevices(workspace, filter === undefined ? {} : { filter });
      printList(io, options.text('format'), devices, columns, deviceToJson);
      return bad ? exitCode.badInput : exitCode.ok;
    },
  };
}

function deviceToJson(device: Device): unknown {
  const { variables, fieldsAt: _positions, declaredAt, ...fields } = device;
  return { ...fields, variables: toPlain(variables), file: declaredAt.file, line: declaredAt.line };
}

/** Maps as objects, for JSON only. */
function toPlain(value: unknown): unknown {
  if (value instanceof Map) {
    const entries: [string, unknown][] = [...value].map(([key, item]) => [String(key), toPlain(item)]);
    return Object.fromEntries(entries);
  }
  return Array.isArray(value) ? value.map(toPlain) : value;
}
