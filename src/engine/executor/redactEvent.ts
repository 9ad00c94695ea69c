import type { ErrorInfo } from '../../api/diagnostic.ts';
import type { Plan, PlannedDevice, RefusedDevice } from '../../api/plan.ts';
import type { CommandResult, DeviceResult, RunEvent } from '../../api/run.ts';

type Redact = (text: string) => string;

/** Masks secrets in a message for people. */
export function redactError(error: ErrorInfo, redact: Redact): ErrorInfo {
  return {
    code: error.code,
    message: redact(error.message),
    ...(error.hint === undefined ? {} : { hint: redact(error.hint) }),
    ...(error.details === undefined ? {} : { details: redact(error.details) }),
  };
}

/**
 * Masks secrets in everything of an event that a device or a template has written; previews are masked already. Names of devices and files stay as
 * they are: they are what the parts of a run are found by.
 */
export function redactEvent(event: RunEvent, redact: Redact): RunEvent {
  switch (event.type) {
    case 'device-connected':
      return { ...event, prompt: redact(event.prompt) };
    case 'device-retry':
      return { ...event, error: redactError(event.error, redact) };
    case 'command-finished':
      return { ...event, result: redactCommand(event.result, redact) };
    case 'device-finished':
      return { ...event, result: redactDevice(event.result, redact) };
    case 'run-finished':
    case 'breaker':
      return event.error === undefined ? event : { ...event, error: redactError(event.error, redact) };
    case 'run-started':
    case 'device-started':
    case 'command-started':
    case 'limits-changed':
    case 'slept':
    case 'cancel-requested':
      return event;
  }
}

function redactDevice(result: DeviceResult, redact: Redact): DeviceResult {
  return {
    ...result,
    ...(result.error === undefined ? {} : { error: redactError(result.error, redact) }),
    ...(result.notes === undefined ? {} : { notes: result.notes.map((note) => redactError(note, redact)) }),
    commands: result.commands.map((command) => redactCommand(command, redact)),
  };
}

function redactCommand(result: CommandResult, redact: Redact): CommandResult {
  return {
    ...result,
    command: redact(result.command),
    ...(result.error === undefined ? {} : { error: redactError(result.error, redact) }),
  };
}

/**
 * The plan as it may be stored for good. A line with a secret in it is marked, so that nobody sends the mask to a device
 * when the stored plan is run again.
 */
export function redactPlan(plan: Plan, redact: Redact): Plan {
  const devices = plan.devices.map((planned): PlannedDevice => {
    if (planned.commands.every((command) => redact(command.text) === command.text)) return planned;
    const commands = planned.commands.map((command) => {
      const text = redact(command.text);
      return text === command.text ? command : { ...command, text, masked: true };
    });
    return { ...planned, commands };
  });
  return {
    ...plan,
    // Of a single command the title is the command.
    title: redact(plan.title),
    ...(plan.filter === undefined ? {} : { filter: redact(plan.filter) }),
    devices,
    refused: plan.refused.map((refused) => redactRefused(refused, redact)),
    held: plan.held.map((held) => ({ ...held, text: redact(held.text) })),
  };
}

function redactRefused(refused: RefusedDevice, redact: Redact): RefusedDevice {
  const isClean = ({ message, hint = '', details = '' }: ErrorInfo): boolean =>
    [message, hint, details].every((text) => redact(text) === text);
  if (refused.reasons.every(isClean)) return refused;
  return {
    ...refused,
    reasons: refused.reasons.map((reason) => ({ ...reason, ...redactError(reason, redact) })),
  };
}

/** Whether `redactPlan` has masked something of a plan. */
export function isMasked(plan: Plan, original: Plan): boolean {
  return (
    plan.title !== original.title ||
    plan.filter !== original.filter ||
    plan.devices.some((planned, index) => planned !== original.devices[index]) ||
    plan.refused.some((refused, index) => refused !== original.refused[index])
  );
}
