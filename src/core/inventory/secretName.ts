const endings = ['password', 'passwd', 'passphrase', 'secret', 'apikey', 'privatekey'];
const words = new Set(['pass', 'pwd', 'token', 'secrets', 'passwords']);

/**
 * True for a column or key that is meant to hold a secret: `password`, `enable_secret`, `ansible_ssh_pass`, `api-token` …
 * Names that only speak of one (`password_policy`, `key_file`, `credential`) are not meant.
 */
export function isSecretName(name: string): boolean {
  const parts = name
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[\s_.-]*\d+$/, '')
    .split(/[\s_.-]+/);
  const last = parts.at(-1) ?? '';
  return words.has(last) || endings.some((ending) => parts.join('').endsWith(ending));
}

/** Where secrets go instead: the same advice for every face. */
export const secretAdvice =
  'Passwords never stand in files. Remove it and use the command "Showrun: Set Credentials" in the editor, ' +
  'or SHOWRUN_PASSWORD or --password-command on the command line; "credential" names which one a device uses.';
