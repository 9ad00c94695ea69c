import { resolve } from 'node:path';
import { expandTilde } from './expandTilde.ts';

/** What the path of a file in an ssh_config may refer to. */
export interface PathTokens {
  readonly home: string;
  /** A relative path is relative to this. */
  readonly baseFolder: string;
  readonly localUser: string;
  readonly host: string;
  readonly original: string;
  readonly port: number;
  readonly user: string;
  /** Environment variables; none for a file that is not the user's own. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** `~`, `${VARIABLE}` and the tokens of ssh_config(5) that make sense here. A variable that is not set stays as it stands. */
export function expandPath(path: string, tokens: PathTokens): string {
  const values: Readonly<Record<string, string>> = {
    '%': '%',
    d: tokens.home,
    h: tokens.host,
    n: tokens.original,
    p: String(tokens.port),
    r: tokens.user,
    u: tokens.localUser,
  };
  const expanded = expandTilde(path, tokens.home)
    .replace(/%([%dhnpru])/g, (_, token: string) => values[token] ?? '')
    .replace(/\$\{(\w+)\}/g, (whole, name: string) => tokens.variables[name] ?? whole);
  return resolve(tokens.baseFolder, expanded);
}
