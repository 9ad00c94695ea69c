/** One inventory file, read by whoever has a file system. */
export interface InventorySource {
  /** As the user gave it; the extension chooses the format: `.yaml` and `.yml` are YAML, all else is CSV. */
  readonly path: string;
  readonly bytes: Uint8Array;
}
