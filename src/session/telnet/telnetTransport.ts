import type { DeviceAddress } from '../../api/device.ts';
import type { Logger } from '../../api/ports.ts';
import type { ByteStream, Transport, TransportOptions } from '../../api/transport.ts';
import { dialogueLogin } from '../../core/platform/dialogueLogin.ts';
import { connectSocket } from '../ssh/connectSocket.ts';
import type { ForwardedConnection } from '../ssh/hosts/forwardConnection.ts';
import { telnetStream } from './telnetStream.ts';

/** Connects to a port of a device through its jump hosts. Throws coded errors. */
export type Forward = (
  device: DeviceAddress,
  port: number,
  options: TransportOptions,
  signal: AbortSignal,
) => Promise<ForwardedConnection>;

const defaultPort = 23;
/** Pause before the system asks whether a silent device is still there, in milliseconds. */
const keepaliveMs = 15_000;

/**
 * Telnet: for devices without SSH, and for console servers. Nothing of it is encrypted; it is used only where the inventory
 * asks for it. The device asks for user name and password in the stream, which the session answers.
 */
export class TelnetTransport implements Transport {
  readonly id = 'telnet';
  readonly login = dialogueLogin;
  readonly #forward: Forward;
  readonly #logger: Pick<Logger, 'warn'>;
  #warned = false;

  /** @param forward for devices behind jump hosts, which are reached by SSH */
  constructor(forward: Forward, logger: Pick<Logger, 'warn'>) {
    this.#forward = forward;
    this.#logger = logger;
  }

  async open(device: DeviceAddress, options: TransportOptions, signal: AbortSignal): Promise<ByteStream> {
    const { terminal } = options;
    this.#warn(device.name);
    const label = device.name;
    const port = device.port ?? defaultPort;
    if (device.jumpHost !== undefined) {
      const { stream, whyLost } = await this.#forward(device, port, options, signal);
      return telnetStream(stream, { label, terminal, whyLost });
    }
    const endpoint = { label, host: device.host, port, service: 'Telnet' };
    const socket = await connectSocket(endpoint, options.connectTimeoutMs, signal);
    socket.setKeepAlive(true, keepaliveMs);
    return telnetStream(socket, { label, terminal });
  }

  /** Once in a run: whoever has a hundred such devices knows it after the first. */
  #warn(device: string): void {
    if (this.#warned) return;
    this.#warned = true;
    this.#logger.warn(
      `${device}: telnet, as the inventory asks, sends user name, password and outputs in clear text. Use ssh where the device has it.`,
    );
  }
}
