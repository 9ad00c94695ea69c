import type { RenderedCommand } from '../../../api/template.ts';

/** Whole lines that go into a configuration mode, of the platforms that have one. */
const enters =
  /^(?:conf(?:i(?:g(?:u(?:r(?:e)?)?)?)?)?(?:\s+(?:t(?:e\w*)?|exclusive|private|dynamic|batch|session\s.*|dual-stage.*))?|sys(?:t(?:e(?:m)?)?)?|system-v\w*|edit|edit-config\s.*|enter\s+cand\w*(?:\s.*)?)$/i;

/** Whole lines that surely leave it. */
const leaves =
  /^(?:end|return|abort|quit-config|\^z|exit\s+(?:all|discard|conf\w*(?:-mode)?)|commit\s+and-quit|enter\s+running)$/i;

/**
 * In configuration mode a rejected line can change the meaning of those below it: `neighbor …` refused, and the `shutdown` behind it
 * shuts the whole of BGP (netmiko issue 2192). So a list that goes into configuration mode by its own lines stops there at the
 * first refused one, as a block with `@mode config` does, unless the template says otherwise. `told[i]` is true where it does.
 */
export function stopWhereConfiguring(
  commands: readonly RenderedCommand[],
  told: readonly boolean[],
): RenderedCommand[] {
  let configuring = false;
  return commands.map((command, index) => {
    if (command.mode === 'config') return command;
    const before = configuring;
    if (enters.test(command.text)) configuring = true;
    else if (leaves.test(command.text)) configuring = false;
    const stops = (before || configuring) && told[index] !== true;
    return stops && command.onError !== 'stop' ? { ...command, onError: 'stop' } : command;
  });
}
