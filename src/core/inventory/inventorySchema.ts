const text = { type: ['string', 'number'] } as const;
const names = {
  anyOf: [{ type: 'string' }, { type: 'array', items: { type: ['string', 'number'] } }],
} as const;

/** What defaults, groups and devices can say; any other key is a variable for templates. */
const fields = {
  host: { ...text, description: 'Host name or address.' },
  ip_address: { ...text, description: 'Host name or address; another name for "host".' },
  port: { type: ['integer', 'string'], description: 'TCP port; the transport knows its own.' },
  device_type: { type: 'string', description: 'Platform: cisco_ios, arista_eos, juniper_junos, linux …' },
  platform: { type: 'string', description: 'Another name for "device_type".' },
  username: { type: 'string', description: 'User name for the login.' },
  credential: { type: 'string', description: 'Name of the credential in the secret store.' },
  tags: { ...names, description: 'Tags, for filters such as tag:core.' },
  groups: { ...names, description: 'Groups that the device takes values from, in this order.' },
  site: { ...text, description: 'Site, for filters and for grouping the tree.' },
  role: { ...text, description: 'Role, for filters and for grouping the tree.' },
  transport: {
    type: 'string',
    description: 'How the device is reached: ssh (unless given), telnet or openssh.',
  },
  jump_host: { type: 'string', description: 'Hosts to go through: user@host:port, several with commas.' },
  ssh_config_file: { type: 'string', description: 'An ssh_config file for this device.' },
  use_keys: { type: ['boolean', 'string'], description: 'false: password only. true: keys and agent first.' },
  key_file: { type: 'string', description: 'Private key file.' },
  host_keys: { enum: ['ask', 'accept-new', 'strict'], description: 'What to do with an unknown host key.' },
  ssh_legacy: { type: ['boolean', 'string'], description: 'true allows old SSH algorithms.' },
  variables: { type: ['object', 'null'], description: 'Variables for templates.' },
} as const;

const layer = { type: ['object', 'null'], properties: fields } as const;
const device = {
  type: 'object',
  properties: { name: { ...text, description: 'Name of the device; unique.' }, hostname: text, ...fields },
} as const;

/** JSON Schema of YAML inventories, for editors. The reader has its own checks, with places and advice. */
export const inventorySchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Showrun inventory',
  type: 'object',
  additionalProperties: false,
  properties: {
    defaults: { ...layer, description: 'What all devices of this file have.' },
    groups: {
      description: 'What the devices of a group have.',
      type: ['object', 'null'],
      additionalProperties: layer,
    },
    devices: {
      description: 'The devices: a list, or a map with a name for each.',
      anyOf: [
        { type: 'array', items: device },
        { type: 'object', additionalProperties: { anyOf: [device, { type: 'null' }] } },
        { type: 'null' },
      ],
    },
  },
} as const;
