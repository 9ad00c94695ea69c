/** JSON Schema of a plugin's file with the commands of a platform. */
export const commandFileSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Commands of a Showrun platform',
  type: 'object',
  additionalProperties: false,
  required: ['platform', 'commands'],
  properties: {
    $schema: { type: 'string' },
    platform: { type: 'string', minLength: 1, maxLength: 100, description: 'Id of the platform.' },
    extends: {
      type: 'string',
      minLength: 1,
      maxLength: 100,
      description: 'A platform that has these commands too.',
    },
    commands: {
      description: 'Each command with a short description; a word in angle brackets stands for a value.',
      type: 'object',
      additionalProperties: { type: 'string', minLength: 1, maxLength: 200 },
    },
  },
} as const;

/** A file that the schema has accepted. */
export interface CommandFile {
  readonly platform: string;
  readonly extends?: string;
  readonly commands: Readonly<Record<string, string>>;
}
