/** JSON Schema of plugin.json. One source for the loader's check and for completion in editors. */
export const pluginSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Showrun plugin',
  type: 'object',
  additionalProperties: false,
  required: ['name', 'api', 'title'],
  properties: {
    $schema: { type: 'string' },
    name: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,59}$', description: "The folder's name." },
    api: { const: 1, description: 'Version of this manifest format.' },
    title: { type: 'string', minLength: 1, maxLength: 200 },
    platforms: {
      description: 'Platform files, where not all that lie in this folder are meant.',
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: 200 },
    },
    commands: {
      description: 'Files with the commands of platforms, for completion and hints.',
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: 200 },
    },
  },
} as const;
