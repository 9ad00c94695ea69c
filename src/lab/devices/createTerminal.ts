import type { DeviceContext } from '../ssh/deviceContext.ts';
import { RecordedTerminal } from '../shell/recordedTerminal.ts';
import { Terminal, type TerminalHost } from '../shell/terminal.ts';
import type { TerminalProgram } from '../shell/terminalProgram.ts';
import { createShell } from './createShell.ts';
import type { ScreenSize } from './shellContext.ts';

/** What a client talks to after its login. `size` is asked for when it starts. */
export function createTerminal(
  device: DeviceContext,
  size: () => ScreenSize,
  host: TerminalHost,
): TerminalProgram {
  let program: TerminalProgram | undefined;
  return {
    start() {
      if (device.faults.has('no-prompt')) return;
      program =
        'recording' in device
          ? new RecordedTerminal(device.recording, host)
          : new Terminal(createShell(device, size()), host);
      program.start();
      if (device.faults.has('drop-after-login')) host.drop();
    },
    input(text) {
      program?.input(text);
    },
  };
}
