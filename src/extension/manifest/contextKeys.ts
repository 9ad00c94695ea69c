/** Names of the context keys that `when` clauses of the manifest use. Set through `ContextKey` only. */
export const contextKeys = {
  /** See `DevicesState`. */
  devicesState: 'showrun.devicesState',
  /** A filter expression is active in the Devices view. */
  filtered: 'showrun.filtered',
  /** At least one device is ticked. */
  ticked: 'showrun.ticked',
  /** At least one run is going on. */
  running: 'showrun.running',
  /** The demo lab of this window is up. */
  labRunning: 'showrun.labRunning',
  /** `none` or `some`. */
  runsState: 'showrun.runsState',
  /** `none` or `some`. */
  templatesState: 'showrun.templatesState',
  /** Some run has finished in this window; completes the walkthrough's step. */
  hasRun: 'showrun.hasRun',
  /** Some output was opened in this window; completes the walkthrough's step. */
  hasRead: 'showrun.hasRead',
} as const;

/** What the Devices view has to show; each value but `ready` has its own welcome text. */
export type DevicesState =
  'loading' | 'failed' | 'noFolder' | 'noInventory' | 'noDevices' | 'noMatch' | 'ready';
