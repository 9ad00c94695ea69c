/**
 * Ends of unfinished lines that ask a person something, on any platform. A session never answers them by itself.
 * Seen across vendors (facts: cross-cutting lists of netmiko, Oxidized and scrapli).
 */
export const commonQuestions: readonly string[] = [
  '\\[confirm\\]:?\\s*$',
  '[\\[(<]\\s?y(?:es)?\\s?[/,|]\\s?no?(?:\\s?[/,|]\\s?\\w{1,8}){0,2}\\s?[\\])>][^\\n]{0,20}$',
  '\\[(?:yes|no|y|n)\\][?:]?\\s*$',
  '[?]\\s?(?:\\[[^\\]\\n]{0,80}\\])?:?\\s*$',
  '\\]\\?\\s*$',
  '(?:password|passphrase|passcode|username|user name|login|secret):\\s*$',
  '(?:press|hit) (?:any key|enter|return|<?cr>?|<?space>?)[^\\n]{0,60}$',
  '(?:are you sure|do you want|do you wish|continue|proceed|overwrite|type yes)[^\\n]{0,60}[?:]\\s*$',
];
