import type { LabDevice } from './labOptions.ts';

const variables = ['uplink', 'vlans', 'loopback'] as const;

/** The inventory file of the devices that run. Holds no password. */
export function inventoryCsv(devices: readonly LabDevice[], username: string): string {
  // Most labs speak SSH only: the column would be noise in the first inventory that people see.
  const withTransport = devices.some((device) => device.transport !== 'ssh');
  const header = [
    'hostname',
    'ip_address',
    'port',
    'device_type',
    'username',
    'site',
    'role',
    'tags',
    'groups',
    ...(withTransport ? ['transport'] : []),
  ];
  const rows = devices.map((device) => [
    device.name,
    device.host,
    String(device.port),
    device.platform,
    username,
    device.site,
    device.role,
    device.tags.join(';'),
    device.groups.join(';'),
    ...(withTransport ? [device.transport] : []),
    ...variables.map((name) => device.variables[name] ?? ''),
  ]);
  return `${[[...header, ...variables], ...rows].map((row) => row.map(csvField).join(',')).join('\n')}\n`;
}

function csvField(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
