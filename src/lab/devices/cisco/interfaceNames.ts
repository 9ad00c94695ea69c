/** The full name of an interface from an abbreviation (`gi1/0/1`, `Te 1/1/1`, `lo0`), or undefined where no type fits. */
export function expandInterfaceName(text: string, types: readonly string[]): string | undefined {
  const parts = /^([A-Za-z-]+)\s?(\d[\d/.]*)$/.exec(text);
  if (parts === null) return undefined;
  const typed = (parts[1] ?? '').toLowerCase();
  const found = types.filter((type) => type.toLowerCase().startsWith(typed));
  const exact = found.find((type) => type.toLowerCase() === typed);
  const type = exact ?? (found.length >= 1 ? found[0] : undefined);
  return type === undefined ? undefined : `${type}${parts[2] ?? ''}`;
}

/** IOS's two-letter form: `Gi1/0/1`, `Te1/1/1`, `Vl10`, `Lo0`. */
export function shortIosName(name: string): string {
  return name.replace(/^([A-Z][a-z])[A-Za-z-]*/, '$1');
}

/** NX-OS's form: `Eth1/1`, `Vlan10`, `Lo0`, `mgmt0`. */
export function shortNxosName(name: string): string {
  return name.replace(/^Ethernet/, 'Eth').replace(/^loopback/, 'Lo');
}

/** EOS's form: `Et1`, `Ma1`, `Vl10`, `Lo0`. */
export function shortEosName(name: string): string {
  return shortIosName(name);
}
