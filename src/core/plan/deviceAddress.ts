import type { Device, DeviceAddress } from '../../api/device.ts';

/** The part of a device that a plan carries: plain data, without variables, which may hold anything. */
export function deviceAddress(device: Device): DeviceAddress {
  const { name, host, port, platform, transport, username, credential } = device;
  const { jumpHost, sshConfigFile, useKeys, keyFile, hostKeys, sshLegacy, site } = device;
  return {
    name,
    host,
    ...(port === undefined ? {} : { port }),
    platform,
    transport,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
    ...(jumpHost === undefined ? {} : { jumpHost }),
    ...(sshConfigFile === undefined ? {} : { sshConfigFile }),
    ...(useKeys === undefined ? {} : { useKeys }),
    ...(keyFile === undefined ? {} : { keyFile }),
    ...(hostKeys === undefined ? {} : { hostKeys }),
    ...(sshLegacy === undefined ? {} : { sshLegacy }),
    ...(site === undefined ? {} : { site }),
  };
}
