import type { PlatformNames } from '../../../../src/core/platform/platformNames.ts';
import { closestName } from '../../../../src/core/text/closestName.ts';

const ids = ['arista_eos', 'cisco_ios', 'cisco_nxos', 'generic', 'juniper_junos', 'linux'];
const names = new Map([...ids.map((id) => [id, id] as const), ['juniper', 'juniper_junos'] as const]);

/** Some platforms, resolved as the registry does. */
export const fakePlatforms: PlatformNames = {
  resolve: (name) => names.get(name.toLowerCase().replace(/_(?:ssh|telnet)$/, '')),
  suggest: (name) => closestName(name, names.keys()),
};
