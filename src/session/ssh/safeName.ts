import { ShowrunError } from '../../core/errors.ts';

/*
 * Names from an inventory that go to another program, or through a shell. OpenSSH looked at them itself only from 9.6 on
 * (CVE-2023-51385), and takes a host that begins with "-" for an option. So: letters, digits and what addresses need.
 */
const safeHost = /^(?!-)(?:[\w.-]{1,255}|[0-9a-f:.]{2,45}(?:%[\w.-]{1,30})?)$/iu;
const safeUser = /^[\w][\w.@+/:=-]{0,127}$/u;

/** Throws `session.unsafe-name` for a host name that could be more than a name to `program`. */
export function requireSafeHost(label: string, host: string, program: string): void {
  if (!safeHost.test(host)) throw unsafeName(label, 'host name', host, program);
}

/** Throws `session.unsafe-name` for a user name that could be more than a name to `program`. */
export function requireSafeUser(label: string, user: string, program: string): void {
  if (!safeUser.test(user)) throw unsafeName(label, 'user name', user, program);
}

function unsafeName(label: string, what: string, name: string, program: string): ShowrunError {
  const shown = name.length > 80 ? `${name.slice(0, 80)}…` : name;
  return new ShowrunError(
    'session.unsafe-name',
    `${label}: the ${what} ${JSON.stringify(shown)} is not given to ${program}: it has characters that could mean something else there.`,
    {
      hint: 'Nothing was started. Use a plain name, or reach the device with the transport ssh and without ProxyCommand.',
    },
  );
}
