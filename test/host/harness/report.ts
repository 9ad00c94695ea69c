import { format } from 'node:util';

/** Stands before each line of the report in the editor's console, which carries much else. */
export const reportMark = 'showrun-test| ';

/** Prints from inside the extension host to whoever started the suites: the tests' report and figures that are worth seeing. */
export function report(...args: unknown[]): void {
  for (const line of format(...args).split('\n')) console.log(`${reportMark}${line}`);
}
