import type { PlatformQuestion } from '../../api/platform.ts';

/**
 * What devices ask before they let anyone in, where the login is a dialogue (telnet, consoles): the words of IOS, Junos,
 * Comware, VRP, EXOS, FASTPATH, RouterOS, Unix and their likes. The questions of a platform come before these.
 */
export const dialogueLogin: readonly PlatformQuestion[] = [
  {
    pattern:
      '(?:^|[^\\w])(?:log ?in(?: (?:as|name|id))?|user ?name|user(?: id)?) ?:\\s*$|^\\s*(?:account|name) ?:\\s*$',
    answer: { secret: 'username' },
  },
  // before the password: "Token password:" is no password
  {
    pattern:
      '(?:^|[^\\w])(?:(?:one[- ]?time|verification|security|authenticator|authentication|token|sms|otp) (?:pass ?(?:word|code)|code|pin|token)|' +
      'otp|token|pass ?code)(?: for [^\\n:]{1,60}| \\([^\\n:()]{1,60}\\))? ?:\\s*$',
    answer: { secret: 'one-time-code' },
  },
  { pattern: '(?:^|[^\\w])pass ?word(?: for [^\\n:]{1,60})? ?:\\s*$', answer: { secret: 'password' } },
  {
    pattern: '(?:press|hit|type) (?:any key|enter|return|<?(?:cr|enter|return)>?)[^\\n]{0,60}$',
    answer: { text: '' },
  },
];
