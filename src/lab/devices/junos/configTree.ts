/** A statement of a Junos configuration with what stands inside its braces. */
export interface ConfigNode {
  /** As it is printed: `unit 0`, `description "to core-1"`. */
  text: string;
  readonly children: Map<string, ConfigNode>;
}

/** A step of a path: what identifies the statement, and how it is printed. */
export interface PathStep {
  readonly key: string;
  readonly text: string;
}

/** Words whose name belongs to them: `unit 0 { … }`. */
const named = new Set([
  'unit',
  'family',
  'group',
  'neighbor',
  'area',
  'interface',
  'route',
  'user',
  'term',
  'file',
  'policy-statement',
  'host',
  'community',
]);

/** Words that can stand several times, each with another value. */
const repeated = new Set(['address', 'server', 'name-server', 'members', 'export', 'import', 'apply-groups']);

/** Words that have one value. */
const valued = new Set([
  'as-path-prepend',
  'authentication-order',
  'autonomous-system',
  'class',
  'contact',
  'description',
  'domain-name',
  'encrypted-password',
  'host-name',
  'local-address',
  'location',
  'metric',
  'mtu',
  'next-hop',
  'peer-as',
  'preference',
  'router-id',
  'speed',
  'time-zone',
  'version',
  'type',
  'vlan-id',
]);

/** An empty configuration. */
export function emptyConfig(): ConfigNode {
  return { text: '', children: new Map() };
}

/** Splits a statement at blanks, keeping `"quoted text"` together. */
export function statementWords(line: string): string[] {
  return line.match(/"[^"]*"|\S+/g) ?? [];
}

/** Groups words into the statements they make. */
export function statementPath(words: readonly string[]): PathStep[] {
  const steps: PathStep[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const next = words[index + 1];
    if (next === undefined) steps.push({ key: word, text: word });
    else if (valued.has(word)) {
      steps.push({ key: word, text: `${word} ${words.slice(index + 1).join(' ')}` });
      break;
    } else if (named.has(word) || repeated.has(word)) {
      steps.push({ key: `${word} ${next}`, text: `${word} ${next}` });
      index += 1;
    } else steps.push({ key: word, text: word });
  }
  return steps;
}

/** Adds a statement, or gives it a new value. */
export function setStatement(root: ConfigNode, path: readonly PathStep[]): void {
  let node = root;
  for (const { key, text } of path) {
    let child = node.children.get(key);
    if (child === undefined) node.children.set(key, (child = { text, children: new Map() }));
    child.text = text;
    node = child;
  }
}

/** Removes a statement and what stands in it, and containers that are left empty. False where there is none. */
export function deleteStatement(root: ConfigNode, path: readonly PathStep[]): boolean {
  const [first, ...rest] = path;
  if (first === undefined) return false;
  const child = root.children.get(first.key);
  if (child === undefined) return false;
  if (rest.length > 0) {
    if (!deleteStatement(child, rest)) return false;
    if (child.children.size > 0) return true;
  }
  return root.children.delete(first.key);
}

/** The statement at a path, or undefined. */
export function findStatement(root: ConfigNode, path: readonly PathStep[]): ConfigNode | undefined {
  let node: ConfigNode | undefined = root;
  for (const { key } of path) node = node?.children.get(key);
  return node;
}
