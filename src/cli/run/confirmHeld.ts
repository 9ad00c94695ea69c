import type { Plan } from '../../api/plan.ts';
import type { CliIo } from '../cliIo.ts';
import { printable } from '../output/formatTable.ts';

/**
 * Shows every command that the policy holds back, with device and reason, and asks. True where nothing is held, where
 * `allowed` says so, or where a person typed yes; without a terminal the answer is no.
 */
export async function confirmHeld(plan: Plan, allowed: boolean, io: CliIo): Promise<boolean> {
  if (plan.held.length === 0) return true;
  io.stderr.write(`${plan.held.length} command(s) of this plan can change or disrupt a device:\n`);
  for (const held of plan.held) {
    io.stderr.write(`  ${printable(held.device)}: ${printable(held.text)} (${printable(held.reason)})\n`);
  }
  if (allowed) return true;
  if (io.ask === undefined) {
    io.stderr.write(
      'showrun: error: Nothing was sent. Give --allow-held to send them without a question. [cli.held]\n',
    );
    return false;
  }
  const never = new AbortController().signal;
  const answer = await io.ask('Send them? Type yes: ', { echo: true }, never);
  if (answer.trim().toLowerCase() === 'yes') return true;
  io.stderr.write('Nothing was sent.\n');
  return false;
}
