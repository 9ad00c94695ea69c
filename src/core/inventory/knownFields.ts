/** Fields of a device that inventories can set, by the name the design gives their column. */
export type KnownField =
  | 'hostname'
  | 'ip_address'
  | 'port'
  | 'device_type'
  | 'username'
  | 'credential'
  | 'tags'
  | 'groups'
  | 'site'
  | 'role'
  | 'transport'
  | 'jump_host'
  | 'ssh_config_file'
  | 'use_keys'
  | 'key_file'
  | 'host_keys'
  | 'ssh_legacy';

const synonyms: ReadonlyMap<string, KnownField> = new Map([
  ['hostname', 'hostname'],
  ['name', 'hostname'],
  ['ip_address', 'ip_address'],
  ['host', 'ip_address'],
  ['port', 'port'],
  ['device_type', 'device_type'],
  ['platform', 'device_type'],
  ['username', 'username'],
  ['credential', 'credential'],
  ['tags', 'tags'],
  ['groups', 'groups'],
  ['site', 'site'],
  ['role', 'role'],
  ['transport', 'transport'],
  ['jump_host', 'jump_host'],
  ['ssh_config_file', 'ssh_config_file'],
  ['use_keys', 'use_keys'],
  ['key_file', 'key_file'],
  ['host_keys', 'host_keys'],
  ['ssh_legacy', 'ssh_legacy'],
]);

/** The field that a column or key stands for (letter case and surrounding space ignored), or undefined for a variable. */
export function knownField(name: string): KnownField | undefined {
  return synonyms.get(name.trim().toLowerCase());
}
