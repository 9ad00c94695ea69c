import type { CommandTemplate } from '../commandTemplate.ts';
import type {
  CallStatement,
  Expression,
  ForStatement,
  FilterStatement,
  IfStatement,
  MacroStatement,
  OutputStatement,
  Range,
  SectionNode,
  SetBlockStatement,
  Statement,
  Target,
  WithStatement,
} from '../syntax/nodes.ts';
import { TemplateFault } from '../templateFault.ts';
import { checkTextLength, maxTextLength, spend } from '../values/budget.ts';
import { CallableValue } from '../values/callable.ts';
import { iterate } from '../values/iterate.ts';
import { toText } from '../values/printValue.ts';
import { undefinedFault } from '../values/useUndefined.ts';
import { RenderedText, UndefinedValue, type Value } from '../values/value.ts';
import { bind, namesOf } from './bind.ts';
import { Evaluator } from './evaluator.ts';
import { Loop } from './loopValue.ts';
import { runFromImport, runImport, runInclude } from './includes.ts';
import { makeMacro } from './macro.ts';
import { type ActiveSection, Output } from './output.ts';
import type { RenderContext } from './renderContext.ts';
import { Scope } from './scope.ts';
import { activate, applies } from './sections.ts';

type Jump = 'break' | 'continue' | undefined;

/** Deepest nesting of macros and includes. */
const maxCalls = 60;

/** Renders the statements of one template into an output. Faults are reported, and rendering goes on behind them. */
export class Executor {
  readonly context: RenderContext;
  readonly source: number;
  readonly evaluator: Evaluator;
  section: ActiveSection;
  private readonly isolated: boolean;
  /** Where text goes at the moment. */
  output: Output;
  private loops = 0;

  /** `isolated`: the variables of the device are not visible ("without context"). */
  constructor(
    context: RenderContext,
    template: CommandTemplate,
    output: Output,
    section: ActiveSection,
    isolated = false,
  ) {
    this.context = context;
    this.isolated = isolated;
    this.source = context.sourceOf(template);
    this.output = output;
    this.section = section;
    this.evaluator = new Evaluator({
      source: this.source,
      global: (name) => context.global(name, isolated),
      describeName: (name, scope) => context.describeName(name, scope, isolated),
    });
  }

  /** Renders a list of statements. A heading in it holds to the end of the list. */
  run(body: readonly Statement[], scope: Scope): Jump {
    const before = this.section;
    let skipping = false;
    try {
      for (const statement of body) {
        if (statement.kind === 'heading') skipping = !this.enterSection(statement.section, before, scope);
        else if (!skipping) {
          const jump = this.runOne(statement, scope);
          if (jump !== undefined) return jump;
        }
      }
    } finally {
      this.section = before;
    }
    return undefined;
  }

  /** Runs something whose fault concerns the places in `at` alone. */
  attempt<T>(at: Range, action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      this.context.report(error, this.source, this.evaluator.current ?? at);
      return undefined;
    }
  }

  private runOne(statement: Statement, scope: Scope): Jump {
    this.evaluator.current = undefined;
    try {
      return this.execute(statement, scope);
    } catch (error) {
      this.context.report(error, this.source, this.placeOf(statement));
      this.poison(statement, scope);
      return undefined;
    }
  }

  /** The expression that was at work when a fault came up, or the whole statement. */
  private placeOf(statement: Statement): Range {
    return this.evaluator.current ?? statement;
  }

  private execute(statement: Statement, scope: Scope): Jump {
    switch (statement.kind) {
      case 'text':
        this.emit(statement.value, statement.start, true);
        return undefined;
      case 'output':
        this.print(statement, scope);
        return undefined;
      case 'if':
        return this.runIf(statement, scope);
      case 'for':
        this.runFor(statement, scope);
        return undefined;
      case 'set':
        bind(statement.target, this.evaluator.evaluate(statement.value, scope), scope);
        return undefined;
      case 'set-block':
        this.runSetBlock(statement, scope);
        return undefined;
      case 'with':
        return this.runWith(statement, scope);
      case 'macro':
        scope.set(statement.name.name, this.macroOf(statement, scope));
        return undefined;
      case 'call-block':
        this.runCall(statement, scope);
        return undefined;
      case 'filter-block':
        this.runFilter(statement, scope);
        return undefined;
      case 'include':
        runInclude(statement, scope, this);
        return undefined;
      case 'import':
        runImport(statement, scope, this);
        return undefined;
      case 'from-import':
        runFromImport(statement, scope, this);
        return undefined;
      case 'do':
        this.evaluator.evaluate(statement.value, scope);
        return undefined;
      case 'break':
      case 'continue':
        return this.jump(statement);
      default:
        return undefined;
    }
  }

  private enterSection(node: SectionNode, outer: ActiveSection, scope: Scope): boolean {
    this.section = activate(node, outer, this, scope);
    if (this.context.commands) this.emit('\n', node.start, true);
    if (!applies(node.directives, this.context)) return false;
    for (const { name, value } of node.sets) {
      const result = this.attempt(value, () => this.evaluator.evaluate(value, scope));
      scope.set(name.name, result ?? echoOf(value, this.source));
    }
    return true;
  }

  private emit(text: string, offset: number, template: boolean, source = this.source): void {
    this.output.push({ text, offset, source, template, section: this.section });
    if (this.output.length <= maxTextLength) return;
    const message = `More than ${String(maxTextLength)} characters are rendered for one device. Is a loop too long?`;
    throw new TemplateFault('template.too-large', message);
  }

  /** Prints a value at a place of the template. */
  printValue(value: Value, node: Expression): void {
    this.evaluator.current = node;
    if (value instanceof RenderedText) {
      spend(value.pieces.length);
      for (const piece of value.pieces) {
        const own = piece.source < 0;
        this.emit(
          piece.text,
          own ? node.start : piece.offset,
          piece.template,
          own ? this.source : piece.source,
        );
      }
      return;
    }
    const text = toText(value);
    if (this.context.commands && /[\r\n\u2028\u2029]/.test(text)) throw lineBreak(text, node, this.context);
    if (text !== '') this.emit(text, node.start, false);
  }

  private print(statement: OutputStatement, scope: Scope): void {
    this.printValue(this.evaluator.evaluate(statement.value, scope), statement.value);
  }

  private runIf(statement: IfStatement, scope: Scope): Jump {
    for (const branch of statement.branches) {
      if (this.evaluator.isTrue(branch.test, scope)) return this.run(branch.body, scope);
    }
    return statement.otherwise === undefined ? undefined : this.run(statement.otherwise.body, scope);
  }

  private runFor(statement: ForStatement, scope: Scope): void {
    const items = this.itemsOf(statement, scope);
    if (items.length === 0) {
      if (statement.otherwise !== undefined) this.run(statement.otherwise.body, new Scope(scope));
      return;
    }
    const loop = new Loop(items);
    const value = loop.value();
    this.loops++;
    try {
      for (const [index, item] of items.entries()) {
        spend(1);
        loop.index = index;
        const inner = new Scope(scope);
        inner.set('loop', value);
        bind(statement.target, item, inner);
        if (this.run(statement.body, inner) === 'break') break;
      }
    } finally {
      this.loops--;
    }
  }

  private itemsOf(statement: ForStatement, scope: Scope): readonly Value[] {
    const value = this.evaluator.evaluate(statement.iterable, scope);
    this.evaluator.current = statement.iterable;
    // A copy: Python would see items that the body adds, and a template could run without end.
    const items = [...iterate(value)];
    const { condition, target } = statement;
    if (condition === undefined) return items;
    return items.filter((item) => {
      const inner = new Scope(scope);
      bind(target, item, inner);
      return this.evaluator.isTrue(condition, inner);
    });
  }

  private jump(statement: Statement): Jump {
    const kind = statement.kind === 'break' ? 'break' : 'continue';
    if (this.loops > 0) return kind;
    throw new TemplateFault(
      'template.stray-jump',
      `"{% ${kind} %}" stands outside of a {% for %} loop.`,
      statement,
    );
  }

  /** Renders into a text of its own. */
  capture(action: () => void): RenderedText {
    const outer = this.output;
    const loops = this.loops;
    this.output = new Output();
    this.loops = 0;
    try {
      action();
      checkTextLength(this.output.length);
      return new RenderedText(this.output.pieces);
    } finally {
      this.output = outer;
      this.loops = loops;
    }
  }

  /** Counts a macro or an include that begins. */
  nested<T>(action: () => T): T {
    if (this.context.depth >= maxCalls) {
      const message = `Macros and includes are nested more than ${String(maxCalls)} deep. Does one call itself?`;
      throw new TemplateFault('template.too-deep', message);
    }
    this.context.depth++;
    try {
      return action();
    } finally {
      this.context.depth--;
    }
  }

  private runSetBlock(statement: SetBlockStatement, scope: Scope): void {
    const text = this.capture(() => this.run(statement.body, new Scope(scope)));
    const { filter } = statement;
    bind(
      statement.target,
      filter === undefined ? text : this.evaluator.applyChain(filter, text, scope),
      scope,
    );
  }

  private runWith(statement: WithStatement, scope: Scope): Jump {
    const inner = new Scope(scope);
    for (const { target, value } of statement.bindings) {
      const result = this.attempt(value, () => this.evaluator.evaluate(value, scope));
      bind(target, result ?? echoOf(value, this.source), inner);
    }
    return this.run(statement.body, inner);
  }

  private macroOf(statement: MacroStatement, scope: Scope): CallableValue {
    const { name, parameters, body } = statement;
    return makeMacro({ name: name.name, parameters, body }, scope, this);
  }

  private runCall(statement: CallStatement, scope: Scope): void {
    const { parameters, body, call } = statement;
    const caller = makeMacro({ name: 'caller', parameters, body }, scope, this);
    const target = this.evaluator.evaluate(call.target, scope);
    const args = this.evaluator.arguments(call.args, scope);
    this.evaluator.current = call;
    if (target instanceof UndefinedValue) throw undefinedFault(target);
    if (!(target instanceof CallableValue) || target.label !== 'macro') {
      throw new TemplateFault('template.type', 'Only a macro can be used with {% call %}.', call);
    }
    const keyword = new Map(args.keyword).set('caller', caller);
    this.printValue(target.call({ positional: args.positional, keyword }), call);
  }

  private runFilter(statement: FilterStatement, scope: Scope): void {
    const text = this.capture(() => this.run(statement.body, new Scope(scope)));
    this.printValue(this.evaluator.applyChain(statement.filter, text, scope), statement.filter);
  }

  /** For another template that is used from this one. */
  inside(template: CommandTemplate, output: Output, withContext: boolean): Executor {
    return new Executor(this.context, template, output, this.section, this.isolated || !withContext);
  }

  /** Renders a whole template, with its own directives. */
  runFile(template: CommandTemplate, scope: Scope): void {
    const { body, file } = template.tree;
    const before = this.section;
    this.section = activate(file, before, this, scope);
    try {
      if (!applies(file.directives, this.context)) return;
      for (const { name, value } of file.sets) {
        const result = this.attempt(value, () => this.evaluator.evaluate(value, scope));
        scope.set(name.name, result ?? echoOf(value, this.source));
      }
      this.run(body, scope);
    } finally {
      this.section = before;
    }
  }

  /** Names that could not be given a value exist all the same, so that one fault is not reported many times. */
  private poison(statement: Statement, scope: Scope): void {
    const names = new Set<string>();
    const addAll = (target: Target): void => {
      for (const name of namesOf(target)) names.add(name);
    };
    if (statement.kind === 'set' || statement.kind === 'set-block') addAll(statement.target);
    if (statement.kind === 'import') names.add(statement.alias.name);
    if (statement.kind === 'from-import') for (const { alias } of statement.names) names.add(alias.name);
    for (const name of names) scope.set(name, echoOf(statement, this.source));
  }
}

function echoOf(range: Range, source: number): UndefinedValue {
  return new UndefinedValue(
    range,
    source,
    () => ({ message: 'This has no value because of another fault.' }),
    true,
  );
}

function lineBreak(text: string, node: Expression, context: RenderContext): TemplateFault {
  const what = node.kind === 'name' ? `The value of "${node.name}"` : 'This value';
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
  const message =
    `${what} has a line break${context.forDevice()}: ${shown}. It would send more than one line. ` +
    'Use {% for line in value.splitlines() %} if every line is meant to be a command.';
  return new TemplateFault('template.line-break', message, node);
}
