/** The template of the demo: five platforms, a variable of each device, blocks by platform. */
export const demoTemplate = `# Collect the state of the uplinks, before and after a change

### Cisco and Arista
# @platform cisco_ios, cisco_nxos, arista_eos
show version
show interface {{ uplink }}
show lldp neighbors
{% if vlans is defined %}
show vlan brief
{% endif %}

### Juniper
# @platform juniper_junos
show version
show interfaces {{ uplink }} terse
show lldp neighbors
show bgp summary

### Linux
# @platform linux
uname -a
ip addr show {{ uplink }}
`;
