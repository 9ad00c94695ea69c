import type { Plan } from '../../api/plan.ts';
import { ShowrunError } from '../../core/errors.ts';
import { printable } from '../../core/text/printable.ts';
import type { CliIo } from '../cliIo.ts';

/**
 * Says which devices are refused and why. Throws where nothing may be sent: `cli.nothing-to-send` without a device left,
 * `cli.refused` where something is wrong with the input and `skipRefused` does not allow to go on without it.
 */
export function checkRefused(plan: Plan, inputErrors: boolean, skipRefused: boolean, io: CliIo): void {
  for (const { device, reasons } of plan.refused) {
    for (const { at, code, message } of reasons) {
      const where = at === undefined ? '' : `${at.file}:${at.line}:${at.column}: `;
      io.stderr.write(
        `${printable(where)}${printable(device)} is refused: ${printable(message)} [${code}]\n`,
      );
    }
  }
  for (const [code, hint] of hintsOf(plan)) io.stderr.write(`  ${printable(hint)} [${code}]\n`);
  const left = plan.devices.length;
  if (left === 0)
    throw new ShowrunError('cli.nothing-to-send', 'No device is left to send to. Nothing was sent.');
  if ((inputErrors || plan.refused.length > 0) && !skipRefused) {
    const others = left === 1 ? 'the other device' : `the other ${left} devices`;
    throw new ShowrunError('cli.refused', 'Nothing was sent: the input has the errors above.', {
      hint: `Mend them, or give --skip-refused to go on with ${others}.`,
    });
  }
}

/** What to do about it, once for each kind of reason. */
function hintsOf(plan: Plan): Map<string, string> {
  const hints = new Map<string, string>();
  for (const { reasons } of plan.refused)
    for (const { code, hint } of reasons) if (hint !== undefined && !hints.has(code)) hints.set(code, hint);
  return hints;
}
