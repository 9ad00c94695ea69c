import { matchesGlob } from '../../hostkeys/hostPattern.ts';
import { applyOption } from './hostSettings.ts';
import type { HostSettings } from './hostSettings.ts';
import type { ConfigBlock, ConfigLine } from './parseSshConfig.ts';

/** An ssh_config that a device, a person or the run names. */
export interface ConfigSource {
  readonly path: string;
  /**
   * True for the user's own (`~/.ssh`, written by nobody else): what it wants executed may be executed. Anything else may
   * have come with a workspace.
   */
  readonly own: boolean;
  /** Whether only OpenSSH can tell what holds for a host. */
  readonly needsOpenSsh: boolean;
  readonly config: SshConfig;
}

/** A read ssh_config file, with the files it includes put where they stand. */
export interface SshConfig {
  readonly blocks: readonly ConfigBlock[];
  /** Included blocks by their `Include` line. */
  readonly included: ReadonlyMap<ConfigLine, readonly SshConfig[]>;
}

/** Who asks: what `Match` can see. */
export interface ConfigQuery {
  /** The host as the inventory or the jump host list names it. */
  readonly host: string;
  /** User name given elsewhere, which goes before that of the file. */
  readonly user?: string;
  readonly localUser: string;
}

/**
 * The settings of one host: blocks in order, the first value of each option wins. `Match exec` never runs anything and
 * never matches; nor do `canonical`, `final` and criteria not known here.
 */
export function settingsFor(config: SshConfig, query: ConfigQuery): HostSettings {
  const settings: HostSettings = { identityFiles: [] };
  applyBlocks(config, query, settings);
  return settings;
}

/**
 * True where only OpenSSH can tell what holds for a host: conditions that run commands or look at the network, names that
 * are made canonical. Everything else is read here, with the same result and without a process per device.
 */
export function needsOpenSsh(config: SshConfig): boolean {
  return config.blocks.some(
    ({ condition, lines }) =>
      (condition?.keyword === 'match' && !conditionIsPlain(condition.args)) ||
      lines.some(
        (line) =>
          (line.keyword === 'canonicalizehostname' && /^(?:yes|true|always)$/i.test(line.args[0] ?? '')) ||
          (config.included.get(line) ?? []).some(needsOpenSsh),
      ),
  );
}

/** Whether an option stands anywhere in a file, or in those it includes. `keyword` in small letters. */
export function mentions(config: SshConfig, keyword: string): boolean {
  return config.blocks.some(({ lines }) =>
    lines.some(
      (line) =>
        line.keyword === keyword ||
        (config.included.get(line) ?? []).some((included) => mentions(included, keyword)),
    ),
  );
}

function conditionIsPlain(args: readonly string[]): boolean {
  const criteria = criteriaOf(args);
  for (let i = 0; i < criteria.length; i++) {
    const name = (criteria[i] ?? '').toLowerCase().replace(/^!/, '');
    if (name === 'all') continue;
    if (!/^(?:host|originalhost|user|localuser)$/.test(name)) return false;
    i++;
  }
  return true;
}

function criteriaOf(args: readonly string[]): string[] {
  return args.flatMap((arg) => arg.split(/=(.*)/s).filter((part) => part !== ''));
}

function applyBlocks(config: SshConfig, query: ConfigQuery, settings: HostSettings): void {
  for (const block of config.blocks) {
    if (!holds(block.condition, query, settings)) continue;
    for (const line of block.lines) {
      if (line.keyword !== 'include') {
        applyOption(settings, line);
        continue;
      }
      for (const inner of config.included.get(line) ?? []) applyBlocks(inner, query, settings);
    }
  }
}

function holds(condition: ConfigLine | undefined, query: ConfigQuery, settings: HostSettings): boolean {
  if (condition === undefined) return true;
  if (condition.keyword === 'host') return matchesPatterns(condition.args, query.host);
  return matchHolds(condition.args, query, settings);
}

function matchHolds(args: readonly string[], query: ConfigQuery, settings: HostSettings): boolean {
  const criteria = criteriaOf(args);
  let result = criteria.length > 0;
  for (let i = 0; i < criteria.length; i++) {
    const raw = criteria[i]?.toLowerCase() ?? '';
    const negated = raw.startsWith('!');
    const name = negated ? raw.slice(1) : raw;
    if (name === 'all') {
      if (negated) result = false;
      continue;
    }
    const subject = subjectOf(name, query, settings);
    if (subject === undefined) return false;
    const matched = matchesPatterns((criteria[++i] ?? '').split(','), subject);
    if (matched === negated) result = false;
  }
  return result;
}

function subjectOf(name: string, query: ConfigQuery, settings: HostSettings): string | undefined {
  switch (name) {
    case 'host':
      return expandHostName(settings.hostName, query.host);
    case 'originalhost':
      return query.host;
    case 'user':
      return query.user ?? settings.user ?? query.localUser;
    case 'localuser':
      return query.localUser;
    default:
      return undefined;
  }
}

/** `HostName`, with `%h` for the name that was asked for. */
export function expandHostName(hostName: string | undefined, host: string): string {
  return hostName === undefined
    ? host
    : hostName.replace(/%([%h])/g, (_, token) => (token === 'h' ? host : '%'));
}

/** A list of patterns, `!` negates; a negated match decides against. Host names have no case. */
function matchesPatterns(patterns: readonly string[], text: string): boolean {
  let found = false;
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!');
    if (!matchesGlob((negated ? pattern.slice(1) : pattern).toLowerCase(), text.toLowerCase())) continue;
    if (negated) return false;
    found = true;
  }
  return found;
}
