import { secretMask } from './redactor.ts';

/**
 * Places in device output and configurations where a secret stands, for text that is meant for others. The first group is
 * masked. Vendor syntax comes from the platforms (`secrets`); these are what many of them share.
 */
const sharedSecretPatterns: readonly RegExp[] = [
  /\b(?:password|passwd|pass|secret|passphrase|pre-shared-key|psk)(?:[ \t]+(?:hash|sha512|encrypted|md5|ascii-text|hexadecimal|\d{1,2}))?[ \t]*[=: \t][ \t]*("[^"\n]{1,200}"|[^\s"]{1,200})/gi,
  /\b(?:encrypted-password|authentication-key|key-string|md5 \d{1,3}|(?:tacacs|radius)[^\n]{0,80}\bkey)(?:[ \t]+\d{1,2})?[ \t]+("[^"\n]{1,200}"|[^\s";]{1,200})/gi,
  /\bsnmp-server community[ \t]+(?:\d[ \t]+)?([^\s]{1,200})/gi,
  /\bsnmp-server host[ \t]+\S{1,80}(?:[ \t]+(?:traps|informs|vrf \S{1,80}|version (?:1|2c))){0,4}[ \t]+([^\s]{1,200})/gi,
  /\b(?:rocommunity6?|rwcommunity6?|com2sec\S{0,10}[ \t]+\S{1,80}[ \t]+\S{1,80})[ \t]+([^\s]{1,200})/gi,
  /\bcommunity[ \t]+("[^"\n]{1,200}"|(?!(?:public-access|private-access|list|set)\b)[^\s{;]{1,200})[ \t]*[{;]?/gi,
  /\b(?:auth|priv)(?:entication|acy)?[ \t]+(?:md5|sha(?:-?\d{3})?|des|3des|aes(?:[ -]?\d{3})?)[ \t]+([^\s]{1,200})/gi,
];

/**
 * Text with private keys and the secrets of these patterns masked; of patterns without a group all that they match.
 * Cost is linear in the text, times the patterns. Patterns must be linear themselves.
 */
export function redactPatterns(text: string, patterns: readonly RegExp[] = sharedSecretPatterns): string {
  return patterns.reduce(maskPattern, maskPrivateKeys(text));
}

function maskPattern(text: string, pattern: RegExp): string {
  const flags = [...new Set(`${pattern.flags.replace('y', '')}gdm`)].join('');
  const regex = new RegExp(pattern.source, flags);
  let result = '';
  let offset = 0;
  for (const match of text.matchAll(regex)) {
    const range = match.indices?.[1] ?? match.indices?.[0];
    if (range === undefined || range[0] < offset || range[0] === range[1]) continue;
    result += text.slice(offset, range[0]) + secretMask;
    offset = range[1];
  }
  return result + text.slice(offset);
}

const keyBegin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const keyEnd = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

/** A key that is cut off is masked to the end of the text. */
function maskPrivateKeys(text: string): string {
  let result = '';
  let offset = 0;
  for (;;) {
    keyBegin.lastIndex = offset;
    const begin = keyBegin.exec(text);
    if (begin === null) return result + text.slice(offset);
    const start = begin.index + begin[0].length;
    keyEnd.lastIndex = start;
    const end = keyEnd.exec(text);
    result += `${text.slice(offset, start)}\n${secretMask}`;
    if (end === null) return `${result}\n`;
    result += `\n${end[0]}`;
    offset = end.index + end[0].length;
  }
}
