import { applyOption } from './hostSettings.ts';
import type { HostSettings } from './hostSettings.ts';
import type { ConfigLine } from './parseSshConfig.ts';
import type { ConfigQuery } from './sshConfig.ts';

/** What is needed to tell what a file said from what `ssh -G` shows in any case. */
export interface ResolvedFacts {
  /** What `ssh -G` shows with an empty configuration. */
  readonly defaults: string;
  /** What the own reader makes of the file. */
  readonly ours: HostSettings;
  readonly query: ConfigQuery;
  /** For messages. */
  readonly file: string;
}

/**
 * Reads the output of `ssh -G`: `keyword value` lines, every option with the value that holds. A value that is the default as well
 * counts as not said, unless the own reader found the same one in the file: the defaults of this program differ from OpenSSH's.
 */
export function readResolvedConfig(text: string, facts: ResolvedFacts): HostSettings {
  const { ours, query, file } = facts;
  const defaults = new Set(facts.defaults.split(/\r?\n/));
  const settings: HostSettings = { identityFiles: [] };
  const values = new Map<string, string>();
  for (const raw of text.split(/\r?\n/)) {
    const [, keyword, rest] = /^(\S+) (.*)$/.exec(raw) ?? [];
    if (keyword === undefined || rest === undefined) continue;
    values.set(keyword, rest);
    if (defaults.has(raw) || shownAnyway.has(keyword)) continue;
    applyOption(settings, resolvedLine(keyword, rest, file));
  }
  const hostName = values.get('hostname');
  // It is expanded already, and will be once more.
  if (hostName !== undefined && hostName !== query.host) settings.hostName = hostName.replaceAll('%', '%%');
  const user = values.get('user');
  if (user !== undefined && (user !== query.localUser || user === ours.user)) settings.user = user;
  const port = Number(values.get('port'));
  if (port > 0 && (port !== 22 || ours.port === port)) settings.port = port;
  const alive = Number(values.get('serveraliveinterval')) * 1_000;
  if (alive > 0 || ours.serverAliveIntervalMs === alive) settings.serverAliveIntervalMs = alive;
  const strict = values.get('stricthostkeychecking');
  if (strict === 'ask' && ours.strictHostKeyChecking === 'ask') settings.strictHostKeyChecking = 'ask';
  const keys = valuesOf(text, 'identityfile');
  // Once a file names a key, none of the usual ones are shown; it may well name one of those.
  if (keys.join('\n') !== valuesOf(facts.defaults, 'identityfile').join('\n')) settings.identityFiles = keys;
  return settings;
}

/** Looked at one by one below. */
const shownAnyway: ReadonlySet<string> = new Set([
  'hostname',
  'user',
  'port',
  'serveraliveinterval',
  'identityfile',
]);

function valuesOf(text: string, keyword: string): string[] {
  return [...text.matchAll(new RegExp(`^${keyword} (.*?)\\r?$`, 'gm'))].map((match) => match[1] ?? '');
}

function resolvedLine(keyword: string, rest: string, file: string): ConfigLine {
  // Paths without quotes, which may have spaces: each begins at a root or a home folder.
  const args = keyword === 'userknownhostsfile' ? rest.split(/ (?=[/~]|[A-Za-z]:)/) : [rest];
  return { keyword, args, rest, file, line: 1 };
}
