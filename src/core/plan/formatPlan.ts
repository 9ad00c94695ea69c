import type { DeviceAddress } from '../../api/device.ts';
import type { HeldCommand, Plan, PlannedDevice, RefusedDevice } from '../../api/plan.ts';
import type { RenderedCommand } from '../../api/template.ts';
import { printable } from '../text/printable.ts';
import { generalReason } from './generalReason.ts';

const lineWidth = 100;

/** Largest group whose devices are shown with addresses. */
const maxAddresses = 5;

/**
 * A plan as a text document for people: totals, then the lines that will be sent, then who is refused and why. Devices that
 * get the same lines stand together, so that 200 devices stay readable. Ends with a line break.
 */
export function formatPlan(plan: Plan): string {
  const steps = planTextSteps(plan);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** The same in steps of a device each, for a host that has other things to do in between. */
export function* planTextSteps(plan: Plan): Generator<undefined, string> {
  const lines = [`Plan: ${printable(plan.title)}`, ...origin(plan), totals(plan)];
  for (const section of plannedSections(yield* groupDevices(plan))) {
    for (const line of section) lines.push(line);
    yield;
  }
  for (const line of refusedSection(plan.refused)) lines.push(line);
  return `${lines.join('\n')}\n`;
}

function origin(plan: Plan): string[] {
  const parts = [`Made ${plan.createdAt}`];
  if (plan.templateFile !== undefined && plan.templateFile !== plan.title)
    parts.push(`from ${printable(plan.templateFile)}`);
  if (plan.filter !== undefined) parts.push(`for the filter ${printable(plan.filter)}`);
  return [parts.join(' ')];
}

function totals(plan: Plan): string {
  const commands = plan.devices.reduce((sum, device) => sum + device.commands.length, 0);
  return [
    `${count(plan.devices.length, 'device')}, ${count(commands, 'command')}`,
    `${String(plan.held.length)} held for a confirmation`,
    `${count(plan.refused.length, 'device')} refused`,
  ].join('; ');
}

interface Group {
  readonly devices: DeviceAddress[];
  readonly platforms: Set<string>;
  readonly commands: readonly RenderedCommand[];
  readonly held: ReadonlyMap<number, HeldCommand>;
}

function* plannedSections(groups: readonly Group[]): Generator<string[]> {
  if (groups.length === 0) yield ['', 'Nothing will be sent.'];
  for (const group of groups) {
    yield [
      '',
      `${count(group.devices.length, 'device')} (${[...group.platforms].join(', ')})`,
      ...wrap(deviceNames(group.devices), '  '),
      ...commandLines(group),
    ];
  }
}

function* groupDevices(plan: Plan): Generator<undefined, Group[]> {
  const heldBy = new Map<string, Map<number, HeldCommand>>();
  for (const held of plan.held) {
    const ofDevice = heldBy.get(held.device) ?? new Map<number, HeldCommand>();
    heldBy.set(held.device, ofDevice.set(held.index, held));
  }
  const groups = new Map<string, Group>();
  for (const { device, commands } of plan.devices) {
    const held = heldBy.get(device.name) ?? new Map<number, HeldCommand>();
    const key = groupKey(commands, held);
    const group = groups.get(key) ?? { devices: [], platforms: new Set<string>(), commands, held };
    group.devices.push(device);
    group.platforms.add(device.platform);
    groups.set(key, group);
    yield;
  }
  return [...groups.values()];
}

/** Few devices are named with their address, many by name alone. */
function deviceNames(devices: readonly DeviceAddress[]): string[] {
  if (devices.length > maxAddresses) return devices.map(({ name }) => printable(name));
  return devices.map(({ name, host, port }) => {
    const address = port === undefined ? host : `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
    return printable(name === address ? name : `${name} (${address})`);
  });
}

function groupKey(commands: PlannedDevice['commands'], held: ReadonlyMap<number, HeldCommand>): string {
  return commands
    .map(({ text, block, ...command }, index) =>
      [text, block ?? '', traits(command), held.get(index)?.reason ?? ''].join('\u0000'),
    )
    .join('\u0001');
}

function commandLines(group: Group): string[] {
  const lines: string[] = [];
  const digits = String(group.commands.length).length;
  let block: string | undefined;
  group.commands.forEach((command, index) => {
    if (command.block !== block) {
      block = command.block;
      if (block !== undefined) lines.push(`    ### ${printable(block)}`);
    }
    const held = group.held.get(index);
    const mark = held === undefined ? ' ' : '!';
    const notes = [traits(command), held === undefined ? '' : `HELD: ${held.reason}`].filter(
      (note) => note !== '',
    );
    const note = notes.length === 0 ? '' : `    [${notes.join(', ')}]`;
    lines.push(`  ${mark} ${String(index + 1).padStart(digits)}  ${printable(command.text)}${note}`);
  });
  return lines;
}

/** How a command is treated where that is not the usual way. */
function traits(command: Omit<RenderedCommand, 'text' | 'block' | 'at'>): string {
  const parts: string[] = [];
  if (command.mode !== 'exec') parts.push(`${command.mode} mode`);
  if (command.timeout !== undefined) parts.push(`timeout ${String(command.timeout)} s`);
  if (command.onError === 'stop') parts.push('stops at an error');
  for (const step of command.expect)
    parts.push(`answers /${step.pattern}/ with ${JSON.stringify(step.answer)}`);
  if (command.parallel !== undefined)
    parts.push(`beside others, up to ${String(command.parallel)} at a time`);
  if (command.parse !== undefined) parts.push(`for parser ${command.parse}`);
  return parts.join(', ');
}

function refusedSection(refused: readonly RefusedDevice[]): string[] {
  if (refused.length === 0) return [];
  const groups = new Map<string, string[]>();
  for (const { device, reasons } of refused) {
    const text = reasons.map((reason) => reasonLine(reason, device)).join('\n');
    groups.set(text, [...(groups.get(text) ?? []), printable(device)]);
  }
  const sections = [...groups].flatMap(([text, names]) => ['', ...wrap(names, '  '), ...text.split('\n')]);
  return ['', `Refused: ${count(refused.length, 'device')}; nothing is sent to them`, ...sections];
}

function reasonLine({ code, message, at }: RefusedDevice['reasons'][number], device: string): string {
  const place = at === undefined ? '' : `${at.file}:${String(at.line)}:${String(at.column)}: `;
  return `    ${printable(place + generalReason(message, device))} [${code}]`;
}

/** Names with commas, broken into lines of a width. */
function wrap(names: readonly string[], indent: string): string[] {
  const lines: string[] = [];
  let line = indent;
  names.forEach((name, index) => {
    const piece = index === names.length - 1 ? name : `${name},`;
    if (line.trim() !== '' && line.length + piece.length + 1 > lineWidth) {
      lines.push(line);
      line = indent;
    }
    line += line === indent ? piece : ` ${piece}`;
  });
  return [...lines, line];
}

function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}
