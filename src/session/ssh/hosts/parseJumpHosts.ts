import { ShowrunError } from '../../../core/errors.ts';

/** One hop as it is written: `user@host:port`, or an alias of an ssh_config. */
export interface JumpHostText {
  readonly user?: string;
  readonly host: string;
  readonly port?: number;
}

/**
 * Reads a `jump_host` column or a `ProxyJump` option: hops with commas between, each `[user@]host[:port]` or an `ssh://` URI;
 * IPv6 addresses stand in brackets. `none` is no hop. Throws `session.jump-host-invalid`.
 */
export function parseJumpHosts(text: string, label: string): readonly JumpHostText[] {
  if (text.trim().toLowerCase() === 'none') return [];
  return text.split(',').map((part) => parseHop(part.trim(), label));
}

function parseHop(text: string, label: string): JumpHostText {
  const bare = text.replace(/^ssh:\/\//i, '').replace(/\/$/, '');
  const at = bare.lastIndexOf('@');
  const user = at > 0 ? bare.slice(0, at) : undefined;
  const place = bare.slice(at + 1);
  const match = /^(?:\[([^\]\s]+)\]|([^\s:[\]]+))(?::(\d{1,5}))?$/.exec(place);
  const host = match?.[1] ?? match?.[2] ?? (isBareIpv6(place) ? place : undefined);
  const port = match?.[3] === undefined ? undefined : Number(match[3]);
  if (
    host === undefined ||
    host.startsWith('-') ||
    at === 0 ||
    (port !== undefined && (port < 1 || port > 65_535))
  ) {
    throw new ShowrunError(
      'session.jump-host-invalid',
      `${label}: the jump host ${JSON.stringify(text)} is not valid.`,
      {
        hint: 'Write it as user@host:port; user and port may be left out, several hops have commas between them.',
      },
    );
  }
  return { host, ...(user === undefined ? {} : { user }), ...(port === undefined ? {} : { port }) };
}

function isBareIpv6(text: string): boolean {
  return /^[0-9a-f:.]+(?:%\w+)?$/i.test(text) && text.split(':').length > 2;
}
