import type { RunSummary } from '../../store/runJson.ts';

/** What other extensions get: `extensions.getExtension('showrun.showrun').exports.getAPI(1)`. Grows by addition only. */
export interface ShowrunApi {
  readonly version: 1;
  /** Ids of all platforms, built-in ones and those of plugins. */
  platforms(): Promise<readonly string[]>;
  /** Names of the devices in all inventories, and where each was declared. */
  devices(): Promise<readonly { readonly name: string; readonly host: string; readonly platform: string }[]>;
  /** Runs of all workspace folders, newest first. */
  runs(): Promise<readonly RunSummary[]>;
}

/** The exports of the extension. */
export interface ShowrunExports {
  /** Throws a RangeError for a version that this extension does not have. */
  getAPI(version: 1): ShowrunApi;
  /** How long the activation took, in milliseconds. */
  readonly activationMs: number;
}
