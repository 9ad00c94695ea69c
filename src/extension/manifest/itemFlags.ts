/** Words in the `contextValue` of tree items; menus match them with `viewItem =~ /\bword\b/`. */
export const itemFlags = {
  device: 'device',
  deviceGroup: 'deviceGroup',
  /** A device with an output in some run. */
  hasOutput: 'hasOutput',
  template: 'template',
  run: 'run',
  runDevice: 'runDevice',
  runCommand: 'runCommand',
  /** A device of a run that wants old SSH algorithms. */
  oldAlgorithms: 'oldAlgorithms',
  /** A command whose output came with messages of the device. */
  hasMessages: 'hasMessages',
  /** A run that is going on. */
  live: 'live',
  /** A device of a run that has not ended yet. */
  unfinished: 'unfinished',
  /** A run with devices that did not end well. */
  failed: 'failed',
} as const;

/** A `contextValue`: the words in a fixed order. */
export function contextValue(...flags: readonly (string | undefined)[]): string {
  return flags.filter((flag) => flag !== undefined).join(' ');
}
