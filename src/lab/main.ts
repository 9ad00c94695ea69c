import { createInterface } from 'node:readline';
import { toErrorInfo } from '../core/errors.ts';
import type { Lab } from './labOptions.ts';
import { parseLabArguments, type LabArguments } from './program/labArguments.ts';
import { answerLabRequest, parseControlLine, type LabRequest } from './program/labControl.ts';
import { readRecordings } from './program/readRecording.ts';
import { writeAtomically } from './program/writeAtomically.ts';
import { startLab } from './startLab.ts';

/** The program of the lab's own process: starts it, says so, obeys, and ends with its parent. */
async function main(words: readonly string[]): Promise<void> {
  const options = parseLabArguments(words);
  const password = process.env['SHOWRUN_LAB_PASSWORD'] ?? 'showrun';
  const recordings = await readRecordings(options.recordings);
  const lab = await startLab({
    ...(options.count === undefined ? {} : { count: options.count }),
    ...(recordings.length === 0 ? {} : { recordings }),
    transport: options.transport,
    state: options.state,
    basePort: options.port,
    username: options.username,
    password,
    enableSecret: process.env['SHOWRUN_LAB_ENABLE_SECRET'] ?? password,
    latencyMs: options.latencyMs,
    seed: options.seed,
    faults: options.faults,
  });
  stopAtTheEnd(lab);
  if (options.inventory !== undefined) await writeInventory(lab, options.inventory);
  listenToParent(lab);
  // A terminal is left alone: reading from it would stop a lab that runs in the background.
  if (!process.stdin.isTTY) listenToLines(lab);
  announce(lab, options);
}

async function writeInventory(lab: Lab, path: string): Promise<void> {
  try {
    await writeAtomically(path, lab.inventoryCsv());
  } catch (error) {
    await lab.close();
    throw error;
  }
}

function announce(lab: Lab, options: LabArguments): void {
  const ports = lab.devices.map((device) => device.port);
  const range = `${Math.min(...ports)} to ${Math.max(...ports)}`;
  const where = options.inventory === undefined ? '' : `, inventory in ${options.inventory}`;
  console.log(
    `Lab ready: ${lab.devices.length} devices on 127.0.0.1, ports ${range}, user ${options.username}, state ${options.state}${where}`,
  );
  const devices = lab.devices.map(({ name, host, port, platform }) => ({ name, host, port, platform }));
  process.send?.({ type: 'ready', inventory: lab.inventoryCsv(), devices });
}

function listenToParent(lab: Lab): void {
  process.on('message', (request: LabRequest) => {
    void answerLabRequest(lab, request).then((answer) => process.send?.(answer));
  });
}

/** The same requests as lines, from a pipe. */
function listenToLines(lab: Lab): void {
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (line.trim() === '') return;
    try {
      void answerLabRequest(lab, parseControlLine(line)).then((answer) =>
        console.log(JSON.stringify(answer)),
      );
    } catch (error) {
      console.error(toErrorInfo(error).message);
    }
  });
}

function stopAtTheEnd(lab: Lab): void {
  const stop = (): void => {
    void lab.close().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  process.once('disconnect', stop);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const { message, hint } = toErrorInfo(error);
  console.error(hint === undefined ? message : `${message} ${hint}`);
  process.exit(1);
});
