import { abbreviationPattern } from '../../platform/abbreviation.ts';

/** A command that can hurt on many platforms, with why. */
interface GenericDanger {
  /** Brackets hold what may be left off a word: `wr[ite] er[ase]`. */
  readonly command: string;
  readonly reason: string;
}

/**
 * Held on every platform, known or `generic`: platforms add their own. The shortest form of a word is one that some
 * command line takes without calling it ambiguous; `sh` is left to `show`. Held too often costs a confirmation, held too
 * seldom an outage.
 */
const dangers: readonly GenericDanger[] = [
  ...[
    'rel[oad]',
    'reb[oot]',
    'rest[art]',
    'res[et]',
    'shut[down]',
    'halt',
    'powero[ff]',
    'power-[off]',
    'init',
  ].map((command) => ({ command, reason: 'restarts or stops the device or a part of it' })),
  ...['wr[ite] er[ase]', 'er[ase]', 'del[ete]', 'rm', 'rmd[ir]', 'unl[ink]', 'squ[eeze]', 'trunc[ate]'].map(
    (command) => ({
      command,
      reason: 'erases files or configuration',
    }),
  ),
  ...['fo[rmat]', 'fdisk', 'mkfs', 'parti[tion]', 'dd', 'shred', 'fsck'].map((command) => ({
    command,
    reason: 'overwrites a disk',
  })),
  ...['fac[tory-reset]', 'factory', 'zero[ize]', 'req[uest] sys[tem] zero[ize]', 'restore', 'default'].map(
    (command) => ({
      command,
      reason: 'resets the device to another state',
    }),
  ),
  ...['con[figure]', 'config', 'sys', 'system-v[iew]', 'edit', 'edit-[config]', 'set conf[ig]'].map(
    (command) => ({
      command,
      reason: 'configures the device',
    }),
  ),
  ...['comm[it]', 'roll[back]', 'load'].map((command) => ({
    command,
    reason: 'changes the active configuration',
  })),
  ...[
    'req[uest] sys[tem] reb[oot]',
    'req[uest] sys[tem] ha[lt]',
    'req[uest] sys[tem] po[wer-off]',
    'req[uest] sys[tem] power-[on]',
  ].map((command) => ({ command, reason: 'restarts or stops the device or a part of it' })),
  ...['req[uest] sys[tem] sof[tware]', 'inst[all]', 'upg[rade]', 'boot', 'archive download-sw'].map(
    (command) => ({
      command,
      reason: 'changes software or how the device starts',
    }),
  ),
  ...['deb[ug]'].map((command) => ({ command, reason: 'debugging can overload the device' })),
  ...['kill', 'killall', 'pkill'].map((command) => ({ command, reason: 'ends processes' })),
  ...['tclsh', 'expert', 'bash', 'python', 'start shell', 'run-script'].map((command) => ({
    command,
    reason: 'opens a shell in which nothing is checked',
  })),
];

const compiled = dangers.map(({ command, reason }) => ({
  regex: new RegExp(`^${abbreviationPattern(command)}`, 'i'),
  reason,
}));

/** Why a command can hurt on any platform, or undefined. `command` has no leading blanks. */
export function genericDanger(command: string): string | undefined {
  const found = compiled.find(({ regex }) => regex.test(command))?.reason;
  return found ?? copyDanger(command) ?? clearDanger(command);
}

/** `clear counters` only forgets numbers; clearing anything else drops tables, sessions or neighbours. */
function clearDanger(command: string): string | undefined {
  const match = /^cle(?:a(?:r)?)?\s+(\S+)/i.exec(command);
  if (match?.[1] === undefined || /^cou/i.test(match[1])) return undefined;
  return 'clears tables or sessions';
}

/**
 * `copy` is held where it writes something that the device runs or starts with. Copying the running configuration anywhere
 * (saving it, backing it up) is not.
 */
function copyDanger(command: string): string | undefined {
  const words = command
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => !word.startsWith('/'));
  const [verb = '', source = '', ...targets] = words;
  if (!'copy'.startsWith(verb) || verb.length < 3 || source === '') return undefined;
  if ('running-config'.startsWith(source) && source.length >= 1) return undefined;
  if (targets.some((word) => word.length >= 1 && 'running-config'.startsWith(word)))
    return 'changes the running configuration';
  if (targets.some((word) => word.length >= 2 && 'startup-config'.startsWith(word)))
    return 'changes the startup configuration';
  return 'can overwrite a file on the device';
}
