import { ShowrunError } from '../../../core/errors.ts';
import { requireSafeHost, requireSafeUser } from '../safeName.ts';

/** What a `ProxyCommand` may refer to. */
export interface ProxyTarget {
  /** Names it in messages. */
  readonly label: string;
  /** After `HostName`. */
  readonly host: string;
  /** As it was asked for. */
  readonly original: string;
  readonly port: number;
  /** Nothing where nothing but the credential says it. */
  readonly user?: string;
}

/**
 * `%h`, `%n`, `%p`, `%r` and `%%` of a `ProxyCommand` (ssh_config(5), TOKENS); the result goes to a shell, so the names are
 * checked first. Throws `session.unsafe-name`, `session.ssh-config-unsupported` for other tokens and for `%r` without a user.
 */
export function expandProxyCommand(command: string, target: ProxyTarget): string {
  const { label, host, original, port, user } = target;
  requireSafeHost(label, host, 'a ProxyCommand');
  requireSafeHost(label, original, 'a ProxyCommand');
  if (user !== undefined) requireSafeUser(label, user, 'a ProxyCommand');
  return command.replace(/%(.?)/gs, (_, token: string) => {
    switch (token) {
      case '%':
        return '%';
      case 'h':
        return host;
      case 'n':
        return original;
      case 'p':
        return String(port);
      case 'r':
        if (user !== undefined) return user;
        throw unsupported(label, 'its %r has no value, since no user name is given');
      default:
        throw unsupported(label, `the token %${token} means nothing in it`);
    }
  });
}

function unsupported(label: string, why: string): ShowrunError {
  return new ShowrunError(
    'session.ssh-config-unsupported',
    `${label}: the ProxyCommand was not started: ${why}.`,
    {
      hint: 'Give the device a username, and use only %h, %n, %p, %r and %%.',
    },
  );
}
