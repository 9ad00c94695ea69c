import { parseTemplate } from '../../../../../src/core/template/parseTemplate.ts';
import type { CommandTemplate } from '../../../../../src/core/template/commandTemplate.ts';
import { readInventory } from '../../../../../src/core/inventory/readInventory.ts';
import { CommandCatalogue } from '../../../../../src/core/platform/commands/commandCatalogue.ts';
import type { LanguageContext } from '../../../../../src/core/template/services/languageContext.ts';

const titles = new Map([
  ['cisco_ios', 'Cisco IOS'],
  ['arista_eos', 'Arista EOS'],
]);

/** A context with four devices: three of Cisco, one of Arista. */
export function contextFor(extra: Partial<LanguageContext> = {}): LanguageContext {
  const platforms = {
    resolve: (name: string) => (titles.has(name) ? name : undefined),
    suggest: () => 'cisco_ios',
    titles: () => titles,
    get: () => ({
      isDangerous: (line: string) => (/^reload/.test(line) ? { reason: 'reloads the device' } : undefined),
    }),
  };
  const csv = [
    'hostname,ip_address,device_type,site,tags,vlan,uplink',
    'core-1,192.0.2.1,cisco_ios,ams,core,10,Gi1/0/48',
    'core-2,192.0.2.2,cisco_ios,ams,core,20,Gi1/0/48',
    'edge-1,192.0.2.3,cisco_ios,ber,edge,,Gi0/1',
    'leaf-1,192.0.2.4,arista_eos,ber,leaf,30,Et1',
  ].join('\n');
  const { inventory } = readInventory(
    [{ path: 'inventory.csv', bytes: new TextEncoder().encode(csv) }],
    platforms,
  );
  const commands = new CommandCatalogue();
  commands.add('cisco_ios', [
    ['show version', 'Software and hardware'],
    ['show interfaces', 'All interfaces'],
    ['show interfaces <interface>', 'One interface'],
    ['show interfaces status', 'State of the ports'],
    ['show ip route', 'Routing table'],
    ['shutdown now', 'Not a real one'],
  ]);
  commands.add('arista_eos', [['show version', 'Software and hardware']]);
  return { devices: inventory.devices, platforms, commands, ...extra };
}

/** A template with the offset of the `¦` in it, which is taken out. */
export function marked(text: string): { template: CommandTemplate; offset: number } {
  const offset = text.indexOf('¦');
  return { template: parseTemplate({ path: 'test.cmds', text: text.replace('¦', '') }), offset };
}

/** A parsed template. */
export function parsed(text: string): CommandTemplate {
  return parseTemplate({ path: 'test.cmds', text });
}
