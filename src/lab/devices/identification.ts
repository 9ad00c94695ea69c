import type { LabPlatform } from '../labOptions.ts';

const identifications: Readonly<Record<LabPlatform, string>> = {
  cisco_ios: 'Cisco-1.25',
  cisco_nxos: 'OpenSSH_8.3 PKIX[12.3]',
  arista_eos: 'OpenSSH_8.7',
  juniper_junos: 'OpenSSH_7.5',
  linux: 'OpenSSH_9.2p1 Debian-2+deb12u3',
};

/** What the platform's SSH server calls itself, after `SSH-2.0-`. */
export function identification(platform: string): string {
  return Object.hasOwn(identifications, platform) ? identifications[platform as LabPlatform] : 'lab';
}
