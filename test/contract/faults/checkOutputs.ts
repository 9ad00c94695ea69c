import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandResult, DeviceResult, RunRecord } from '../../../src/api/run.ts';

/**
 * Checks an output that the lab framed (`tuning.tokens`): it is the one of this device and command from its first to its
 * last line, and as long as the result says. Throws what is wrong. A `mangled` one has rubbish in its lines.
 */
export async function assertOwnOutput(
  folder: string,
  device: string,
  { command, file, bytes, status }: CommandResult,
  mangled = false,
): Promise<void> {
  if (file === undefined) {
    assert.notEqual(status, 'ok', `${device}: "${command}" is ok and has no output`);
    return;
  }
  const text = await readFile(join(folder, file));
  assert.equal(text.length, bytes, `${device}: "${command}" has another size on disk`);
  const token = `% token ${device} ${command}`;
  const [begin, end] = [`${token} begin\n`, `${token} end\n`];
  assert.equal(
    text.toString('utf8', 0, begin.length),
    begin,
    `${device}: "${command}" begins with another output`,
  );
  if (status === 'ok') {
    const last = mangled ? `${command} end\n` : end;
    assert.ok(text.subarray(mangled ? 0 : -end.length).includes(last), `${device}: "${command}" has no end`);
  }
  const others = text.toString('latin1').match(/^% token .*$/gm) ?? [];
  assert.deepEqual(
    others.filter((line) => line !== begin.trim() && line !== end.trim() && !begin.startsWith(line)),
    [],
    `${device}: "${command}" has lines of another output`,
  );
}

/** Checks every output of a device. */
export async function assertOwnOutputs(
  folder: string,
  { device, commands }: DeviceResult,
  mangled = false,
): Promise<void> {
  for (const command of commands) await assertOwnOutput(folder, device, command, mangled);
}

/** Checks that these devices are all right, with every output complete and their own. Says so for the table. */
export async function othersUnharmed(
  folder: string,
  record: RunRecord,
  isOther: (device: string) => boolean,
): Promise<string> {
  const others = record.results.filter((result) => isOther(result.device));
  for (const result of others) {
    assert.equal(result.status, 'ok', JSON.stringify(result));
    assert.ok(result.commands.length > 0);
    await assertOwnOutputs(folder, result);
  }
  assert.ok(others.length > 0);
  return `${String(others.length)} of ${String(others.length)} complete`;
}
