import { fork } from 'node:child_process';
import type { CliCommand } from '../cliCommand.ts';
import { exitCode, type CliIo } from '../cliIo.ts';
import type { OptionSpec, ParsedOptions } from '../optionSpec.ts';
import type { ProgramPaths } from '../programPaths.ts';

const options: readonly OptionSpec[] = [
  { name: 'count', value: 'N', help: 'How many devices (12).' },
  {
    name: 'state',
    value: 'STATE',
    choices: ['before', 'after'],
    help: 'The network before or after its change; before unless given.',
  },
  { name: 'inventory', value: 'FILE', help: 'Write the inventory of what was started to this file.' },
  { name: 'port', value: 'N', help: 'Port of the first device, the others follow; free ports unless given.' },
  {
    name: 'transport',
    value: 'NAME',
    choices: ['ssh', 'telnet'],
    help: 'How the devices are reached; ssh unless given.',
  },
  {
    name: 'recording',
    value: 'FILE',
    multiple: true,
    help: 'Start a device that plays a recording (docs/lab.md); without --count there are no others.',
  },
  { name: 'username', value: 'USER', help: 'User name of all devices (showrun).' },
  {
    name: 'fault',
    value: 'DEVICE=FAULT',
    multiple: true,
    help: 'Make a device misbehave, for example edge-1=refuse; docs/lab.md lists the faults.',
  },
];

/** `showrun lab` */
export function labCommand(paths: ProgramPaths): CliCommand {
  return {
    name: 'lab',
    summary: 'Start simulated devices over real SSH or telnet on the loopback address, until Ctrl-C.',
    options,
    examples: [
      {
        line: 'showrun lab --inventory lab.csv',
        what: '12 devices of 5 platforms; log in with showrun / showrun',
      },
      {
        line: 'showrun lab --count 200 --state after --inventory lab.csv',
        what: 'more of them, after the change',
      },
      {
        line: 'showrun lab --transport telnet --recording acme.yaml --inventory lab.csv',
        what: 'one device over telnet that answers as recorded',
      },
    ],
    notes: [
      'User name, password and enable secret are "showrun". SHOWRUN_LAB_PASSWORD and SHOWRUN_LAB_ENABLE_SECRET change the last two.',
    ],
    run: (parsed, io) => runLab(paths.lab, labWords(parsed), io),
  };
}

/** The lab's own words, from options that have been checked. */
function labWords(parsed: ParsedOptions): string[] {
  const words: string[] = [];
  for (const name of ['count', 'port'] as const) {
    const value = parsed.number(name, name === 'count' ? 1 : 0);
    if (value !== undefined) words.push(`--${name}`, String(value));
  }
  for (const name of ['state', 'inventory', 'transport', 'username'] as const) {
    const value = parsed.text(name);
    if (value !== undefined) words.push(`--${name}`, value);
  }
  for (const name of ['fault', 'recording'] as const) {
    for (const value of parsed.list(name)) words.push(`--${name}`, value);
  }
  return words;
}

/** Runs the lab with our own output; Ctrl-C ends it, and that is the normal end. */
async function runLab(labPath: string, words: readonly string[], io: CliIo): Promise<number> {
  const child = fork(labPath, [...words], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  const stop = new AbortController();
  const stopListening = io.onInterrupt(() => {
    stop.abort();
    child.kill('SIGTERM');
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  stopListening();
  return stop.signal.aborted || code === 0 ? exitCode.ok : exitCode.badInput;
}
