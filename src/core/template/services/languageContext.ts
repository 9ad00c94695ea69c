import type { Device } from '../../../api/device.ts';
import type { CommandCatalogue } from '../../platform/commands/commandCatalogue.ts';
import type { PlatformNames } from '../../platform/platformNames.ts';
import type { DangerJudge } from '../../plan/policy/heldCommands.ts';
import type { TemplateLoader } from '../commandTemplate.ts';

/** What the services need of the platforms; `PlatformRegistry` is one. */
export interface LanguagePlatforms extends PlatformNames {
  get(id: string): DangerJudge;
  titles(): ReadonlyMap<string, string>;
}

/** What is known around a template: everything that the services look at besides its text. */
export interface LanguageContext {
  /** Devices of the workspace; the services remember what they found out about this very list. */
  readonly devices: readonly Device[];
  readonly platforms: LanguagePlatforms;
  readonly commands: CommandCatalogue;
  /** Where includes come from. */
  readonly loader?: TemplateLoader;
  /** Paths of the templates that can be included, for completion. */
  readonly templates?: readonly string[];
}
