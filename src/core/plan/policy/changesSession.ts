/**
 * Words that begin a line which changes the session itself: the terminal, the folder, the user, the environment, what is
 * shown unasked. Most of it leaves no trace in the prompt.
 */
const sessionWords =
  /^(?:term(?:inal)?|set|unset|export|alias|stty|source|\.|cd|pushd|popd|umask|su|sudo|doas|exec|screen|tmux|bash|sh|vtysh|start|tclsh|telnet|ssh|connect|attach|session|changeto|debug|undebug|monitor|logging|no|undo|config(?:ure)?|edit|vdom|context|domain|virtual|switchto|routing-context|environment|enable|su-|cli)\b/i;

/** True for a line after which a session is not the same as before, so that nobody else may go on with it. */
export function changesSession(line: string): boolean {
  return sessionWords.test(line.trim());
}
