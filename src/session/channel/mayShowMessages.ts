/** Commands that show a state: what they print comes from tables and not from a log. */
const shows =
  /^\s*(?:(?:do|run|admin)\s+)?(?:sh|sho|show|dis|disp\w*|display|get|info)(?=\s|$)|^\s*\/[\w\-/ ]{1,100}\bprint(?=\s|$)|^\s*\/[\w\-/ ]{0,100}export(?=\s|$)/i;

/** Words of commands that show logs, files or collections of everything, also cut off. */
const logWords =
  /log|tech|support|diag|event|debug|trace|trap|messag|alarm|alert|audit|accounting|histor|archiv|crash|core|dump|buffer|file|flash|disk|bootvar|reload|reset|reason|cause|internal|monitor|report|record|journal|console|fault|exception|context|session|capture|buginf|stack/i;
const shortLogWords =
  /\s(?:l|lo|t|te|tec|e|ev|eve|even|a|al|ala|ar|arc|au|aud|d|de|deb|di|dia|m|me|mes|mess|mo|mon|h|hi|his|f|fi|fil|c|cr|cra|r|re|rel|b|bu|buf)(?=\s|$)/i;

/**
 * Whether the output of a command can hold lines like those that a device's logging writes to the terminal. True unless it
 * is sure that it cannot: only for commands that show a state by their first word, and that have no word of a log in them.
 */
export function mayShowMessages(command: string): boolean {
  return !shows.test(command) || logWords.test(command) || shortLogWords.test(command);
}
