import { readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { markdownTable } from '../../../src/build/manifest/markdownTable.ts';
import { replaceSection } from '../../../src/build/manifest/replaceSection.ts';

/** One line of the fault matrix, as it was observed. */
export interface FaultRow {
  readonly fault: string;
  /** How it was made. */
  readonly made: string;
  /** Status of the device, or of the run. */
  readonly status: string;
  /** Statuses of the commands, where there are any. */
  readonly commands?: string;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  /** What became of the devices that had nothing to do with it. */
  readonly others: string;
  /** What was left open. */
  readonly left: string;
}

/** Where the table stands. */
const documentPath = 'docs/reliability.md';

const rows = new Map<string, FaultRow>();

/** Keeps a row for the table; called by a test when everything it says has been checked. */
export function record(row: FaultRow): void {
  rows.set(row.fault, row);
}

/** The faults of these that no test has recorded. */
export function missing(faults: readonly string[]): string[] {
  return faults.filter((fault) => !rows.has(fault));
}

/** The document as it is, and as it has to be with the rows in this order. */
export async function documentWith(
  faults: readonly string[],
): Promise<{ readonly is: string; readonly wanted: string; readonly write: () => Promise<void> }> {
  const is = await readFile(documentPath, 'utf8');
  const table = markdownTable(
    ['fault', 'made by', 'status', 'commands', 'code', 'message', 'other devices', 'left behind'],
    faults.flatMap((fault) => {
      const row = rows.get(fault);
      return row === undefined ? [] : [cells(row)];
    }),
  );
  const wanted = await format(replaceSection(is, 'faults', table), { parser: 'markdown', printWidth: 110 });
  return { is, wanted, write: () => writeFile(documentPath, wanted) };
}

function cells({ fault, made, status, commands = '', code, message = '', others, left }: FaultRow): string[] {
  return [
    fault,
    made,
    `\`${status}\``,
    commands,
    code === undefined ? '' : `\`${code}\``,
    alwaysAlike(message),
    others,
    left,
  ];
}

/** A message without what differs from run to run or from machine to machine: ports, folders, clocks. */
function alwaysAlike(message: string): string {
  return message
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replaceAll(/(?:\/[\w.-]+)+\/showrun-test-\w+(?:\/[\w.-]+)*/g, 'FOLDER')
    .replaceAll(/Its last line: ".*"/g, 'Its last line: "…"')
    .replaceAll(/was stopped, for \d[^.]*(?:\.\d+ s)?/g, 'was stopped, for …')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('<', '\\<');
}
