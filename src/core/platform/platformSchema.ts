/** A regular expression source; the loader compiles it and refuses what could run away. */
const patternSchema = { type: 'string', minLength: 1, maxLength: 1000 } as const;
const nameSchema = { type: 'string', pattern: '^[a-z][a-z0-9_]{0,39}$' } as const;
const textSchema = { type: 'string', minLength: 1, maxLength: 500 } as const;

/** Parts that are used in many places are compiled once: references, not copies. */
const pattern = { $ref: '#/definitions/pattern' } as const;
const name = { $ref: '#/definitions/name' } as const;
const text = { $ref: '#/definitions/text' } as const;
const command = { $ref: '#/definitions/command' } as const;

const answerSchema = {
  description: 'What to send: a line, a secret of the credential, or a single key without a line end.',
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
  properties: {
    text: { type: 'string', maxLength: 500 },
    secret: { enum: ['password', 'enable-secret', 'username'] },
    key: { type: 'string', minLength: 1, maxLength: 8 },
  },
} as const;

const questionSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['pattern', 'answer'],
  properties: {
    pattern,
    answer: answerSchema,
    note: { ...textSchema, description: 'What the user must be told whenever this was answered.' },
  },
} as const;

const failureSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['pattern'],
  properties: {
    pattern: {
      ...patternSchema,
      description: 'Matched against lines; write ^ where the text begins a line.',
    },
    kind: { enum: ['rejected', 'ambiguous', 'incomplete', 'authorisation', 'error'] },
  },
} as const;

const dangerousSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['reason'],
  oneOf: [{ required: ['pattern'] }, { required: ['command'] }],
  properties: {
    pattern,
    command: {
      ...textSchema,
      description: 'Words of a command; what may be left off stands in brackets: "wr[ite] er[ase]".',
    },
    reason: { ...textSchema, description: 'Completes "this command …", for example "reloads the device".' },
  },
} as const;

const messageSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['mark', 'pattern'],
  properties: {
    mark: {
      type: 'string',
      minLength: 1,
      maxLength: 60,
      description: 'A text that every such line has: lines without it are not looked at.',
    },
    pattern: { ...patternSchema, description: 'Matched at the beginning of a line.' },
    inside: {
      type: 'boolean',
      description: 'True where the pattern is unmistakable in the middle of a line too.',
    },
    then: { ...patternSchema, description: 'Lines directly behind that belong to the message.' },
  },
} as const;

/** A reference to a part of this schema. */
const ref = (definition: string): { readonly $ref: string } => ({ $ref: `#/definitions/${definition}` });

const lists = {
  login: {
    description: 'Questions between login and the first prompt.',
    type: 'array',
    items: ref('question'),
  },
  failures: { description: 'Texts that mean a command was refused.', type: 'array', items: ref('failure') },
  noise: {
    description: 'Lines, or the first group in them, that change on every collection.',
    type: 'array',
    items: pattern,
  },
  secrets: { description: 'The first group is masked.', type: 'array', items: pattern },
  dangerous: {
    description: 'Commands that need a confirmation.',
    type: 'array',
    items: ref('dangerousCommand'),
  },
  questions: {
    description: 'Texts that ask a person something and are never answered.',
    type: 'array',
    items: pattern,
  },
  messages: {
    description: 'Lines that logging writes to the terminal, whatever is being shown there.',
    type: 'array',
    items: ref('message'),
  },
} as const;

const listRefs = Object.fromEntries(Object.keys(lists).map((key) => [key, ref(key)]));

const move = {
  type: 'object',
  additionalProperties: false,
  required: ['from', 'to', 'send'],
  properties: {
    from: name,
    to: name,
    send: text,
    expect: { type: 'array', items: ref('question') },
    refused: { type: 'array', items: pattern },
  },
} as const;

const paging = {
  type: 'object',
  additionalProperties: false,
  properties: {
    off: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['send'],
        properties: { send: text, mode: name },
      },
    },
    pipelined: {
      description: 'The lines of "off" may be sent without waiting for the answer to each.',
      type: 'boolean',
    },
    pagers: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['pattern', 'key'],
        properties: { pattern, key: { type: 'string', minLength: 1, maxLength: 8 } },
      },
    },
  },
} as const;

const commit = {
  description: 'How collected changes become active; without it every line is applied at once.',
  type: ['object', 'null'],
  additionalProperties: false,
  required: ['pattern'],
  properties: {
    pattern: { ...patternSchema, description: 'Lines that make the changes active, from their beginning.' },
    where: {
      ...patternSchema,
      description: 'The prompts in which changes are collected; all of configuration mode without it.',
    },
    pending: { ...patternSchema, description: 'Prompts that show uncommitted changes.' },
    expect: {
      description: 'Questions of a commit, with answers that do not go through with it.',
      type: 'array',
      items: ref('question'),
    },
    done: { description: 'One of these says that the commit worked.', type: 'array', items: pattern },
    reason: { ...textSchema, description: 'The command that shows why the last commit failed.' },
    discard: {
      description: "Throws this session's changes away.",
      type: 'object',
      additionalProperties: false,
      required: ['send'],
      properties: { send: text, expect: { type: 'array', items: ref('question') } },
    },
    kept: {
      ...textSchema,
      description: 'What becomes of uncommitted changes where nothing may discard them.',
    },
  },
} as const;

const patterns = { type: 'array', items: pattern } as const;

const detect = {
  description: 'How a device of this platform is recognised where the inventory says "auto".',
  type: 'object',
  additionalProperties: false,
  properties: {
    identification: {
      ...patterns,
      description: 'SSH identifications, behind "SSH-2.0-", that speak for the platform.',
    },
    sure: { ...patterns, description: 'SSH identifications that nobody else has.' },
    banner: { ...patterns, description: 'Texts at the login that speak for the platform.' },
    command: { ...textSchema, description: 'The harmless command to ask with; "show version" without it.' },
    output: { ...patterns, description: 'One of these in the output proves the platform.' },
    not: { ...patterns, description: 'One of these in the output disproves it.' },
  },
} as const;

const size = { type: 'integer', minimum: 0, maximum: 65535 } as const;

/**
 * JSON Schema of a platform file (design §4.4). One source for the loader's check and for completion in editors.
 * Whether a file is whole (modes, commandModes …) is judged after `extends` has been resolved.
 */
export const platformSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Showrun platform',
  description: 'The command line of a network operating system.',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'title'],
  definitions: {
    pattern: patternSchema,
    name: nameSchema,
    text: textSchema,
    command: {
      ...textSchema,
      description: 'A line to send; null takes away what the parent has.',
      type: ['string', 'null'],
    },
    question: questionSchema,
    failure: failureSchema,
    dangerousCommand: dangerousSchema,
    message: messageSchema,
    ...lists,
  },
  properties: {
    id: {
      ...nameSchema,
      not: { const: 'auto' },
      description: "The key that inventories use; netmiko's where it has one.",
    },
    title: text,
    vendor: text,
    extends: { ...nameSchema, description: 'The platform whose data is taken where this file says nothing.' },
    aliases: { type: 'array', items: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$' } },
    modes: {
      description: 'Prompts by mode; the first mode that matches counts.',
      type: 'object',
      minProperties: 1,
      propertyNames: name,
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['prompts'],
        properties: { prompts: { type: 'array', minItems: 1, items: pattern } },
      },
    },
    moves: { type: 'array', items: move },
    commandModes: {
      description: 'The modes that exec, enable and config commands are sent in.',
      type: 'object',
      additionalProperties: false,
      required: ['exec'],
      properties: { exec: name, enable: name, config: name },
    },
    ...listRefs,
    paging,
    commands: {
      type: 'object',
      additionalProperties: false,
      properties: { runningConfig: command, save: command, version: command },
    },
    commit,
    detect,
    commandStart: pattern,
    configuration: {
      type: 'object',
      additionalProperties: false,
      properties: {
        comment: { type: 'string', maxLength: 10 },
        style: { enum: ['indent', 'braces', 'flat'] },
      },
    },
    lineEnd: { enum: ['\n', '\r', '\r\n'] },
    terminal: {
      type: 'object',
      additionalProperties: false,
      required: ['width', 'height'],
      properties: { width: size, height: size },
    },
    parallel: {
      description: 'What a device bears at the same time, for blocks with @parallel. Not inherited.',
      type: 'object',
      additionalProperties: false,
      required: ['sessions'],
      properties: {
        sessions: {
          description: 'Sessions of one user at the same time; 1 is one line after another.',
          type: 'integer',
          minimum: 1,
          maximum: 8,
        },
      },
    },
    sshLegacy: {
      description: 'true allows old SSH algorithms where the inventory says nothing.',
      type: 'boolean',
    },
    interrupt: { description: 'Empty: none, also where the parent has one.', type: 'string', maxLength: 4 },
    logout: text,
    add: {
      description: 'Entries put in front of the inherited lists, where a list of its own would replace them.',
      type: 'object',
      additionalProperties: false,
      properties: listRefs,
    },
  },
} as const;
