import type { Plan } from '../../api/plan.ts';
import { ShowrunError } from '../../core/errors.ts';
import type { RunOptions } from '../runOptions.ts';

/** Held commands named in a message. */
const namedAtMost = 5;

/**
 * The last door before anything is sent. Throws `engine.nothing-to-run`, `engine.invalid-plan` (a device twice, or a line
 * that is more than one line), `engine.masked-plan` (from a stored run, with secrets left out) or `engine.held-commands`
 * (commands that can hurt, not confirmed).
 */
export function checkPlan(plan: Plan, options: RunOptions): void {
  if (plan.devices.length === 0) {
    throw new ShowrunError('engine.nothing-to-run', 'The plan has no device that commands can be sent to.', {
      hint: 'Check the selection and the reasons for which devices were refused.',
    });
  }
  const names = new Set<string>();
  for (const { device, commands } of plan.devices) {
    if (names.has(device.name)) throw invalid(`the device "${device.name}" is in it twice`);
    names.add(device.name);
    const broken = commands.find((command) => /[\r\n]/.test(command.text));
    if (broken !== undefined) throw invalid(`a command of "${device.name}" has a line break in it`);
    const masked = commands.find((command) => command.masked === true);
    if (masked !== undefined) throw maskedPlan(device.name, masked.text);
  }
  if (!options.heldConfirmed) refuseHeld(plan);
}

function invalid(what: string): ShowrunError {
  return new ShowrunError('engine.invalid-plan', `The plan cannot be executed: ${what}.`);
}

function maskedPlan(device: string, text: string): ShowrunError {
  return new ShowrunError(
    'engine.masked-plan',
    `A secret was left out of this stored plan (${device}: ${text}).`,
    {
      hint: 'Nothing was sent. Run the template again instead of the stored run.',
    },
  );
}

function refuseHeld(plan: Plan): void {
  const held = [
    ...plan.held.map((each) => `${each.device}: ${each.text} (${each.reason})`),
    ...plan.devices.flatMap(({ device, commands }) =>
      commands
        .filter((command) => command.confirm === true)
        .map((command) => `${device.name}: ${command.text}`),
    ),
  ];
  if (held.length === 0) return;
  const named = held.slice(0, namedAtMost).join('; ');
  const more = held.length > namedAtMost ? ` and ${String(held.length - namedAtMost)} more` : '';
  throw new ShowrunError(
    'engine.held-commands',
    `Commands that need a confirmation were not confirmed: ${named}${more}.`,
    {
      hint: 'Nothing was sent. Look at the dry run, then confirm these commands.',
    },
  );
}
