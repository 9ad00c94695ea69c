import assert from 'node:assert/strict';
import type { RenderedCommand } from '../../../src/api/template.ts';
import type { CommandOutcome, Session } from '../../../src/session/session.ts';
import { PlayedDevice, type PlayedStep } from './playedDevice.ts';
import { command, SessionUnderTest } from './sessionUnderTest.ts';

/** A line and what the device says to it; the reply ends with the prompt that is given. */
export function step(send: string, words: string, prompt: string): PlayedStep {
  return { send: `${send}\n`, reply: `${send}\r\n${words}${words === '' ? '' : '\r\n'}${prompt}` };
}

/** Prompts. */
export const xr = 'RP/0/RSP0/CPU0:pe1#';
export const xrConfig = 'RP/0/RSP0/CPU0:pe1(config)#';

/** Steps of an IOS device that goes into configuration mode at once. */
export const ios = (...steps: PlayedStep[]): PlayedStep[] => [
  step('terminal length 0', '', 'sw1#'),
  step('terminal width 511', '', 'sw1#'),
  step('configure terminal', '', 'sw1(config)#'),
  ...steps,
];

export const junos = 'ops@mx1>';
export const junosConfig = '\r\n[edit]\r\nops@mx1#';

export const vyosConfig = '[edit]\r\nvyos@r1#';

/** How most sessions end. */
export const goodbye: PlayedStep = { send: 'exit\n', reply: '', close: true };

/** Lines of a block with `@mode config`, with the default of such a block. */
export function lines(...texts: (string | [string, Partial<RenderedCommand>])[]): RenderedCommand[] {
  return texts.map((entry) => {
    const [text, more] = typeof entry === 'string' ? [entry, {}] : entry;
    return command(text, { mode: 'config', onError: 'stop', ...more });
  });
}

/** What came of a plan. */
export interface Played {
  readonly outcomes: readonly CommandOutcome[];
  readonly notes: readonly string[];
  readonly session: Session;
  readonly device: PlayedDevice;
}

/** Sends lines as the executor does, stopping where a line says so, and closes the session. */
export async function play(
  platform: string,
  prompt: string,
  steps: readonly PlayedStep[],
  commands: readonly RenderedCommand[],
): Promise<Played> {
  const device = new PlayedDevice(`\r\n${prompt}`, steps);
  const test = new SessionUnderTest(platform, device, { 'enable-secret': 'sesame', username: 'ops' });
  const session = await test.open();
  const outcomes: CommandOutcome[] = [];
  for (const line of commands) {
    const outcome = await test.run(session, line);
    outcomes.push(outcome);
    if (session.closed || (outcome.status !== 'ok' && line.onError === 'stop')) break;
  }
  await test.time.until(session.close());
  assert.deepEqual(device.unexpected, []);
  assert.equal(device.left, 0, 'everything of the script was sent');
  const notes = session.notes.map(({ code, message }) => `${code} ${message}`);
  return { outcomes, notes, session, device };
}

/** How the lines ended. */
export const statuses = ({ outcomes }: Played): string[] => outcomes.map(({ status }) => status);

/** The same on IOS XR: `inside` is what is sent and answered from the configuration mode on, until the session leaves. */
export function playXr(inside: readonly PlayedStep[], commands: readonly RenderedCommand[]): Promise<Played> {
  const prepare = ['terminal length 0', 'terminal width 511', 'terminal exec prompt no-timestamp'];
  const before = [...prepare.map((line) => step(line, '', xr)), step('configure terminal', '', xrConfig)];
  return play('cisco_xr', xr, [...before, ...inside, goodbye], commands);
}

/** The same on Junos: `steps` are those behind the lines that prepare the session. */
export function playJunos(
  steps: readonly PlayedStep[],
  commands: readonly RenderedCommand[],
): Promise<Played> {
  const before = [
    step('set cli screen-length 0', 'Screen length set to 0', junos),
    step('set cli screen-width 511', 'Screen width set to 511', junos),
    step('set cli complete-on-space off', 'Disabling complete-on-space', junos),
  ];
  return play('juniper_junos', junos, [...before, ...steps, goodbye], commands);
}

/** The same on VyOS: `inside` is everything from the configuration mode on. */
export function playVyos(
  inside: readonly PlayedStep[],
  commands: readonly RenderedCommand[],
): Promise<Played> {
  const exec = 'vyos@r1:~$';
  const prepare = ['set terminal length 0', 'set terminal width 512'].map((line) => step(line, '', exec));
  return play('vyos', exec, [...prepare, step('configure', '', vyosConfig), ...inside], commands);
}
