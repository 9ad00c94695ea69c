/** One command of the manifest. Everything here ends up in package.json, package.nls.json and docs/extension.md. */
export interface CommandDefinition {
  /** `showrun.<name>`; stable, users bind keys to it. */
  readonly id: string;
  /** Title Case, without the category. An ellipsis says that it asks for something before it acts. */
  readonly title: string;
  /** What it does, for the user guide. */
  readonly help: string;
  /** A codicon, `$(name)`. */
  readonly icon?: string;
  /** When the command can be used at all. */
  readonly enablement?: string;
  /** When the palette offers it; false for commands that only make sense on a tree item. */
  readonly palette?: string | false;
}
