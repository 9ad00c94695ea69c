/** Control characters, and those that cannot be seen or turn the direction of the text around them. */
const unprintable = /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/**
 * Text of devices and files as it may go to a terminal or a page: no escape sequences, and nothing that makes a line look like
 * another one. What is not printable is shown by its number; a tab is a blank.
 */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => {
    if (character === '\t') return ' ';
    const code = character.charCodeAt(0);
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
