const text = { type: 'string', maxLength: 1_000_000 } as const;
const line = { type: 'string', minLength: 1, maxLength: 1000 } as const;

const step = {
  description: 'What has to be sent next, and what the device says then.',
  type: 'object',
  additionalProperties: false,
  required: ['send', 'reply'],
  properties: {
    send: { ...line, description: 'Line end included; a key of a pager has none.' },
    reply: {
      ...text,
      description: 'Everything that comes back: echo, output, and the prompt or question behind it.',
    },
    close: { type: 'boolean', description: 'True where the device ends the connection behind this.' },
  },
} as const;

const command = {
  description: 'A command to run, and what a session has to make of it.',
  type: 'object',
  additionalProperties: false,
  required: ['text'],
  properties: {
    text: { ...line, description: 'The line as a template would have it.' },
    mode: { enum: ['exec', 'enable', 'config'], description: 'The mode of the template; exec unless given.' },
    expect: {
      description: 'Questions that the template answers, as with @expect.',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['pattern', 'answer'],
        properties: { pattern: line, answer: { type: 'string', maxLength: 500 } },
      },
    },
    status: { enum: ['ok', 'rejected', 'timeout', 'failed'], description: 'How it ends; ok unless given.' },
    code: { ...line, description: 'The code of the error, as in docs/errors.md.' },
    failure: { ...line, description: "The device's own line that says it refuses." },
    output: {
      ...text,
      description: 'Exactly what comes out: no echo, no prompt, no pager. Not compared without it.',
    },
    messages: {
      ...text,
      description:
        'Exactly what is kept apart from the output: messages of the logging. Not compared without it.',
    },
    closed: { type: 'boolean', description: 'True where the session is closed afterwards.' },
  },
} as const;

/** JSON Schema of a recording, the file that a platform is tested with. */
export const recordingSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Showrun recording',
  description: 'A session with a device, to test its platform with.',
  type: 'object',
  additionalProperties: false,
  required: ['platform', 'greeting', 'steps', 'commands'],
  properties: {
    platform: { type: 'string', pattern: '^[a-z][a-z0-9_]{0,39}$', description: 'The id of the platform.' },
    secrets: {
      description: 'Made-up values for what the device asks for; never real ones.',
      type: 'object',
      additionalProperties: false,
      properties: { username: line, password: line, 'enable-secret': line },
    },
    greeting: {
      ...text,
      description: 'What the device says after the login, up to its first prompt or question.',
    },
    steps: { type: 'array', items: step },
    commands: { type: 'array', minItems: 1, items: command },
    notes: { type: 'integer', minimum: 0, description: 'How many notes the user gets; 0 unless given.' },
  },
} as const;
