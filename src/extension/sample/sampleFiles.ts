/** A file of the sample workspace. */
export interface SampleFile {
  readonly path: string;
  readonly text: string;
}

/** A small workspace that shows the three kinds of files people write: inventory, template, and a plain list. */
export const sampleFiles: readonly SampleFile[] = [
  {
    path: 'README.md',
    text: `# Showrun sample

- \`example-inventory.csv\`: how an inventory looks. Rename it to \`inventory.csv\` and put your devices in.
- \`templates/\`: command templates. Every line is sent to the ticked devices; \`{{ name }}\` is a value from the inventory.
- \`commands.txt\`: the same as a plain list, without variables.
- \`.showrun/runs/\`: appears with the first run and holds what the devices answered.

To try it without a network: run **Showrun: Start Demo Lab** (F1), tick devices, and press the play icon of a template.
`,
  },
  {
    path: 'example-inventory.csv',
    text: `hostname,ip_address,device_type,site,role,tags,uplink
core-1,192.0.2.1,cisco_ios,ams1,core,prod,GigabitEthernet0/1
leaf-1,192.0.2.11,arista_eos,ams1,leaf,prod;evpn,Ethernet1
edge-1,192.0.2.21,juniper_junos,fra1,edge,prod,ge-0/0/0
`,
  },
  {
    path: 'templates/health.cmds',
    text: `# What is this device, and how is it? Safe to run at any time.

### Version
{% if device.platform == "linux" %}
uname -a
{% else %}
show version
{% endif %}

### Interfaces
{% if device.platform == "linux" %}
ip address
{% elif device.platform == "juniper_junos" %}
show interfaces terse
{% elif device.platform == "arista_eos" or device.platform == "cisco_nxos" %}
show interface status
{% else %}
show ip interface brief
{% endif %}
`,
  },
  {
    path: 'templates/uplinks.cmds',
    text: `# The uplink of each Cisco IOS device, by the column "uplink" of the inventory
# @filter platform:cisco_ios

show interfaces {{ uplink }}
show cdp neighbors
`,
  },
  {
    path: 'commands.txt',
    text: `# A plain list: one command per line, the same for every device
show version
`,
  },
];
