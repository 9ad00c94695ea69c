import type { DeviceContext } from '../ssh/deviceContext.ts';
import type { Shell } from '../shell/shell.ts';
import { CiscoShell } from './cisco/ciscoShell.ts';
import { nxosDialect } from './nxos/nxosDialect.ts';
import { iosDialect } from './ios/iosDialect.ts';
import { shellContext, type ScreenSize } from './shellContext.ts';

/** The command line of a device for one new session. */
export function createShell(device: DeviceContext, size: ScreenSize): Shell {
  const context = shellContext(device, size);
  switch (device.entry.platform) {
    case 'cisco_nxos':
      return new CiscoShell(nxosDialect, context);
    case 'cisco_ios':
    default:
      return new CiscoShell(iosDialect, context);
  }
}
