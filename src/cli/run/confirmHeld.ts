import type { Plan } from '../../api/plan.ts';
import { ShowrunError } from '../../core/errors.ts';
import { printable } from '../../core/text/printable.ts';
import type { CliIo } from '../cliIo.ts';

/**
 * Shows every command that the policy holds back, with device and reason, and asks. Resolves where nothing is held, where
 * `allowed` says so, or where a person typed yes. Throws `cli.held` otherwise, also where there is no terminal to ask on.
 */
export async function confirmHeld(plan: Plan, allowed: boolean, io: CliIo): Promise<void> {
  if (plan.held.length === 0) return;
  io.stderr.write(`${plan.held.length} command(s) of this plan can change or disrupt a device:\n`);
  for (const held of plan.held) {
    io.stderr.write(`  ${printable(held.device)}: ${printable(held.text)} (${printable(held.reason)})\n`);
  }
  if (allowed) return;
  if (io.ask === undefined) throw nothingSent('Give --allow-held to send them without a question.');
  const answer = await io.ask('Send them? Type yes: ', { echo: true }, new AbortController().signal);
  if (answer.trim().toLowerCase() !== 'yes') throw nothingSent('They were not confirmed.');
}

function nothingSent(why: string): ShowrunError {
  return new ShowrunError('cli.held', `Nothing was sent. ${why}`);
}
