/** Schemes of addresses that the extension serves. The first is kept by editors across reloads. */
export const schemes = {
  /** Outputs in run folders, read-only. */
  output: 'showrun-run',
  /** The same without noise, for diffs. */
  clean: 'showrun-clean',
  /** Plans of dry runs. */
  plan: 'showrun-plan',
  /** Runs as they go on. */
  live: 'showrun-live',
  /** Templates rendered for one device. */
  preview: 'showrun-preview',
} as const;
