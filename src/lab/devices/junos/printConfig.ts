import type { ConfigNode } from './configTree.ts';

/** What stands inside a statement, in braces style. */
export function printBraces(node: ConfigNode, indent = ''): string {
  let text = '';
  for (const child of node.children.values()) {
    if (child.children.size === 0) text += `${indent}${child.text};\n`;
    else text += `${indent}${child.text} {\n${printBraces(child, `${indent}    `)}${indent}}\n`;
  }
  return text;
}

/** The same as `set` commands; `before` is the path that leads there. */
export function printSet(node: ConfigNode, before: readonly string[] = []): string {
  let text = '';
  for (const child of node.children.values()) {
    const path = [...before, child.text];
    text += child.children.size === 0 ? `set ${path.join(' ')}\n` : printSet(child, path);
  }
  return text;
}

/** What `show | compare` prints: for each statement that differs inside, its path and the lines that go and come. */
export function compareConfigs(from: ConfigNode, to: ConfigNode, path: readonly string[] = []): string {
  let own = '';
  let below = '';
  for (const key of new Set([...from.children.keys(), ...to.children.keys()])) {
    const old = from.children.get(key);
    const now = to.children.get(key);
    if (old !== undefined && now !== undefined && old.children.size > 0 && now.children.size > 0) {
      below += compareConfigs(old, now, [...path, now.text]);
    } else if (
      old === undefined ||
      now === undefined ||
      old.text !== now.text ||
      old.children.size !== now.children.size
    ) {
      own += marked(old, '-') + marked(now, '+');
    }
  }
  const title = ['[edit', ...path].join(' ');
  return (own === '' ? '' : `${title}]\n${own}`) + below;
}

function marked(node: ConfigNode | undefined, sign: string): string {
  if (node === undefined) return '';
  const whole: ConfigNode = { text: '', children: new Map([['', node]]) };
  return printBraces(whole).replace(/^(?=.)/gm, `${sign}  `);
}
