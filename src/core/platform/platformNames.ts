/** What reading an inventory needs to know of the platforms. `PlatformRegistry` is one. */
export interface PlatformNames {
  /**
   * The platform id for what an inventory says: an id, an alias, or either with netmiko's `_ssh` or `_telnet`.
   * Letter case does not matter. Undefined where no platform is meant.
   */
  resolve(name: string): string | undefined;
  /** The known name that an unknown one most likely means. */
  suggest(name: string): string | undefined;
  /** What is done about a name that other tools know and that is no platform's own here: the rest of a sentence. */
  advice?(name: string): string | undefined;
}
