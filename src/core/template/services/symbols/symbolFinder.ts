import type { CommandTemplate } from '../../commandTemplate.ts';
import { bodiesOf } from '../../syntax/bodiesOf.ts';
import { childrenOf, expressionsOf } from '../../syntax/expressionsOf.ts';
import type {
  Expression,
  Identifier,
  Parameter,
  Range,
  SectionNode,
  Statement,
  Target,
} from '../../syntax/nodes.ts';
import type { AttributeUse, NameUse, SymbolKind, SymbolTable, TemplateSymbol } from './symbol.ts';

/** A symbol while the file is being read. */
interface OpenSymbol extends TemplateSymbol {
  readonly definitions: Range[];
}

/** Names of one part of the file; an inner part sees those of the outer ones. */
class Names {
  readonly own = new Map<string, OpenSymbol>();
  readonly range: Range;
  private readonly outer: Names | undefined;

  constructor(range: Range, outer?: Names) {
    this.range = range;
    this.outer = outer;
  }

  find(name: string): OpenSymbol | undefined {
    return this.own.get(name) ?? this.outer?.find(name);
  }
}

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

/** Walks a template once and notes every name with what it means, by Jinja2's rules of scope. */
export class SymbolFinder {
  private readonly template: CommandTemplate;
  private readonly uses: NameUse[] = [];
  private readonly attributes: AttributeUse[] = [];
  private readonly symbols: OpenSymbol[] = [];

  constructor(template: CommandTemplate) {
    this.template = template;
  }

  find(): SymbolTable {
    const { tree, text, asks, lines } = this.template;
    const names = new Names({ start: 0, end: text.length });
    for (const { name, question, at } of asks) {
      const start = lines.startOf(at.line) + at.column - 1;
      this.define(names, { name, start, end: start + name.length }, 'ask', question);
    }
    this.section(tree.file, names);
    this.body(tree.body, names);
    this.uses.sort((left, right) => left.start - right.start);
    this.attributes.sort((left, right) => left.start - right.start);
    return { uses: this.uses, attributes: this.attributes, symbols: this.symbols };
  }

  private define(names: Names, at: Identifier, kind: SymbolKind, detail?: string): void {
    let symbol = names.own.get(at.name);
    if (symbol === undefined) {
      const { name } = at;
      symbol = {
        name,
        kind,
        definitions: [],
        scope: names.range,
        ...(detail === undefined ? {} : { detail }),
      };
      names.own.set(name, symbol);
      this.symbols.push(symbol);
    }
    if (kind === 'special') return;
    symbol.definitions.push({ start: at.start, end: at.end });
    this.uses.push({ name: at.name, start: at.start, end: at.end, symbol, definition: true });
  }

  private special(names: Names, ...special: readonly string[]): void {
    for (const name of special) this.define(names, { name, start: 0, end: 0 }, 'special');
  }

  private section(section: SectionNode, names: Names): void {
    for (const set of section.sets) {
      this.expression(set.value, names);
      this.define(names, set.name, 'set');
    }
    for (const expect of section.expects) this.body(expect.answer, names);
  }

  private body(body: readonly Statement[], names: Names): void {
    for (const statement of body) this.statement(statement, names);
  }

  private statement(statement: Statement, names: Names): void {
    switch (statement.kind) {
      case 'heading':
        this.section(statement.section, names);
        return;
      case 'for':
        this.forStatement(statement, names);
        return;
      case 'macro': {
        const detail = this.template.text.slice(...signatureRange(statement));
        this.define(names, statement.name, 'macro', detail);
        this.callable(statement, names);
        return;
      }
      case 'call-block':
        this.expression(statement.call, names);
        this.callable(statement, names);
        return;
      case 'with':
        this.withStatement(statement, names);
        return;
      default:
    }
    for (const expression of expressionsOf(statement)) this.expression(expression, names);
    const own = ['set-block', 'filter-block'].includes(statement.kind);
    for (const inner of bodiesOf(statement)) this.body(inner, own ? new Names(statement, names) : names);
    this.bind(statement, names);
  }

  private bind(statement: Statement, names: Names): void {
    if (statement.kind === 'set' || statement.kind === 'set-block')
      this.target(statement.target, names, 'set');
    if (statement.kind === 'import') this.define(names, statement.alias, 'import');
    if (statement.kind === 'from-import')
      for (const { alias } of statement.names) this.define(names, alias, 'import');
  }

  private forStatement(statement: Of<'for'>, names: Names): void {
    this.expression(statement.iterable, names);
    const inner = new Names(statement, names);
    this.target(statement.target, inner, 'loop');
    this.special(inner, 'loop');
    if (statement.condition !== undefined) this.expression(statement.condition, inner);
    this.body(statement.body, inner);
    if (statement.otherwise !== undefined) this.body(statement.otherwise.body, new Names(statement, names));
  }

  private callable(
    statement: Range & { readonly parameters: readonly Parameter[]; readonly body: readonly Statement[] },
    names: Names,
  ): void {
    const inner = new Names({ start: statement.start, end: statement.end }, names);
    this.special(inner, 'caller', 'varargs', 'kwargs');
    for (const { name, fallback } of statement.parameters) {
      if (fallback !== undefined) this.expression(fallback, inner);
      this.define(inner, name, 'parameter');
    }
    this.body(statement.body, inner);
  }

  private withStatement(statement: Of<'with'>, names: Names): void {
    const inner = new Names(statement, names);
    for (const { value } of statement.bindings) this.expression(value, names);
    for (const { target } of statement.bindings) this.target(target, inner, 'set');
    this.body(statement.body, inner);
  }

  private target(target: Target, names: Names, kind: SymbolKind): void {
    if (target.kind === 'name') this.define(names, target, kind);
    else if (target.kind === 'tuple') for (const item of target.items) this.target(item, names, kind);
    else this.use(target.object, names);
  }

  private use({ name, start, end }: Identifier, names: Names): void {
    this.uses.push({ name, start, end, symbol: names.find(name), definition: false });
  }

  private expression(expression: Expression, names: Names): void {
    if (expression.kind === 'name') this.use(expression, names);
    if (expression.kind === 'attribute') {
      const path = pathOf(expression.target);
      if (path !== undefined) {
        const { name, start, end } = expression.name;
        this.attributes.push({ name, start, end, path, symbol: names.find(path[0] ?? '') });
      }
    }
    for (const child of childrenOf(expression)) this.expression(child, names);
  }
}

function pathOf(expression: Expression): readonly string[] | undefined {
  if (expression.kind === 'name') return [expression.name];
  if (expression.kind !== 'attribute') return undefined;
  const before = pathOf(expression.target);
  return before === undefined ? undefined : [...before, expression.name.name];
}

/** From behind the macro's name to the end of its tag. */
function signatureRange(statement: Of<'macro'>): [number, number] {
  return [statement.name.end, Math.max(statement.name.end, statement.open.end - 2)];
}
