import type { PlatformCommit, PlatformDefinition, PlatformDetect } from '../../api/platform.ts';
import { abbreviationPattern } from './abbreviation.ts';
import { applyAdd } from './inheritPlatform.ts';
import type { PlatformCommitFile, PlatformFile } from './platformFile.ts';

/** What a platform has where neither it nor what it extends says anything. */
const defaults = {
  moves: [],
  login: [],
  noise: [],
  secrets: [],
  questions: [],
  messages: [],
  lineEnd: '\n',
  terminal: { width: 511, height: 1000 },
} as const;

const noDetect: PlatformDetect = {
  identification: [],
  sure: [],
  banner: [],
  command: 'show version',
  output: [],
  not: [],
};

/** The definition a checked file stands for: defaults filled in, abbreviated commands turned into patterns. */
export function completePlatform(source: PlatformFile): PlatformDefinition {
  const { extends: _parent, add: _add, interrupt, commit, detect, ...file } = applyAdd(source);
  const modes = file.modes ?? {};
  return {
    ...defaults,
    ...file,
    ...(interrupt === undefined || interrupt === '' ? {} : { interrupt }),
    ...(commit === undefined || commit === null ? {} : { commit: completeCommit(commit) }),
    ...(detect === undefined ? {} : { detect: { ...noDetect, ...detect } }),
    commands: completeCommands(file.commands),
    modes,
    aliases: file.aliases ?? [],
    commandModes: file.commandModes ?? { exec: Object.keys(modes)[0] ?? 'exec' },
    paging: { off: [], pagers: [], ...file.paging },
    failures: (file.failures ?? []).map(({ pattern, kind }) => ({ pattern, kind: kind ?? 'rejected' })),
    dangerous: (file.dangerous ?? []).map(({ pattern, command, reason }) => ({
      pattern: pattern ?? abbreviationPattern(command ?? ''),
      reason,
    })),
    configuration: { comment: '!', style: 'indent', ...file.configuration },
  };
}

function completeCommands(commands: PlatformFile['commands'] = {}): PlatformDefinition['commands'] {
  return Object.fromEntries(Object.entries(commands).filter(([, line]) => line !== null));
}

function completeCommit({ discard, ...commit }: PlatformCommitFile): PlatformCommit {
  return {
    expect: [],
    done: [],
    ...commit,
    ...(discard === undefined ? {} : { discard: { expect: [], ...discard } }),
  };
}
