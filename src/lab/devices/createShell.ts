import type { SimulatedDevice } from '../ssh/deviceContext.ts';
import type { Shell } from '../shell/shell.ts';
import { CiscoShell } from './cisco/ciscoShell.ts';
import { eosDialect } from './eos/eosDialect.ts';
import { nxosDialect } from './nxos/nxosDialect.ts';
import { iosDialect } from './ios/iosDialect.ts';
import { JunosShell } from './junos/junosShell.ts';
import { LinuxShell } from './linux/linuxShell.ts';
import { shellContext, type ScreenSize } from './shellContext.ts';

/** The command line of a device for one new session. */
export function createShell(device: SimulatedDevice, size: ScreenSize): Shell {
  const context = shellContext(device, size);
  switch (device.entry.platform) {
    case 'cisco_nxos':
      return new CiscoShell(nxosDialect, context);
    case 'arista_eos':
      return new CiscoShell(eosDialect, context);
    case 'cisco_ios':
      return new CiscoShell(iosDialect, context);
    case 'juniper_junos':
      return new JunosShell(context);
    case 'linux':
      return new LinuxShell(context);
  }
}
