/** Expressions that have one home: the time, the environment, waiting, selectors. */
import type { CallExpression, Expression, VisitorObject } from 'oxc-parser';
import type { Verdict } from './imports.ts';
import type { SourceFile } from './source-file.ts';
import type { Table } from './table.ts';

type Report = (habit: string, offset: number, sentence: string) => void;

const BROWSER_APP = /^(review|sandbox\/[^/]+)\/web\//;
const LOCATING = /^(locator|frameLocator|getBy[A-Z]\w*|\$|\$\$|\$eval|\$\$eval|waitForSelector)$/;
const QUERYING = /^(querySelector|querySelectorAll|closest|matches)$/;
/** Playwright's shortcuts that take a selector first. */
const ACTING =
  /^(click|dblclick|fill|type|press|check|uncheck|selectOption|textContent|innerText|inputValue|isVisible|hover|focus)$/;
const PAGE_NAMES = /^(page|frame)$/;

export function judgeHabits(files: readonly SourceFile[], table: Table): Verdict {
  const verdict: Verdict = { broken: [], used: new Set() };
  for (const file of files) {
    const isTest = table.free.some((folder) => file.path.startsWith(`${folder}/`));
    const report: Report = (habit, offset, sentence) => {
      const exception = table.exceptions.find(
        (each) => each.habit === habit && (file.path === each.path || file.path.startsWith(`${each.path}/`)),
      );
      if (exception) verdict.used.add(`${habit} in ${exception.path}`);
      else verdict.broken.push(`${file.path}:${file.lineAt(offset)} ${sentence}`);
    };
    file.visit(waiting(report));
    if (isTest || BROWSER_APP.test(file.path)) continue;
    file.visit(clockAndEnvironment(report));
    file.visit(selectors(report));
  }
  return verdict;
}

const waiting = (report: Report): VisitorObject => ({
  Identifier: (node) => {
    if (node.name === 'waitForTimeout')
      report('wait', node.start, 'waits for a time: wait for what the page shows (see flows/arrive.ts).');
  },
});

const clockAndEnvironment = (report: Report): VisitorObject => {
  const clock = (offset: number) =>
    report('clock', offset, 'asks for the time itself: take a Clock or `now` as an argument (adapters/clock.ts).');
  const environment = (offset: number) =>
    report(
      'environment',
      offset,
      'reads the environment: settings belong in config/settings.ts and come as arguments.',
    );
  return {
    NewExpression: (node) => {
      if (isNamed(node.callee, 'Date') && node.arguments.length === 0) clock(node.start);
    },
    CallExpression: (node) => {
      if (isNamed(node.callee, 'Date') || isMember(node.callee, 'Date', 'now')) clock(node.start);
    },
    MemberExpression: (node) => {
      if (isMember(node, 'process', 'env')) environment(node.start);
    },
    VariableDeclarator: (node) => {
      if (!node.init || !isNamed(node.init, 'process') || node.id.type !== 'ObjectPattern') return;
      if (node.id.properties.some((each) => each.type === 'Property' && keyOf(each.key) === 'env'))
        environment(node.start);
    },
    ImportSpecifier: (node) => {
      if (keyOf(node.imported) === 'env') environment(node.start);
    },
  };
};

const selectors = (report: Report): VisitorObject => ({
  CallExpression: (node) => {
    if (isRawSelector(node))
      report(
        'selector',
        node.start,
        'finds an element by itself: name it in selectors/<portal>/<page>.ts and use flows/locate.ts.',
      );
  },
});

function isRawSelector({ callee, arguments: given }: CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || callee.computed) return false;
  const name = keyOf(callee.property);
  const [first] = given;
  const literal =
    first !== undefined &&
    ((first.type === 'Literal' && typeof first.value === 'string') || first.type === 'TemplateLiteral');
  if (LOCATING.test(name)) return true;
  if (QUERYING.test(name)) return literal;
  return ACTING.test(name) && literal && PAGE_NAMES.test(lastName(callee.object));
}

const isNamed = (node: Expression, name: string): boolean => node.type === 'Identifier' && node.name === name;

const isMember = (node: Expression, object: string, property: string): boolean =>
  node.type === 'MemberExpression' && isNamed(node.object, object) && keyOf(node.property) === property;

/** `page` of `page`, `visit.page`, `this.#page`. */
function lastName(node: Expression): string {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? keyOf(node.property) : '';
}

function keyOf(node: { readonly type: string; readonly name?: unknown; readonly value?: unknown }): string {
  if (typeof node.name === 'string') return node.name;
  return typeof node.value === 'string' ? node.value : '';
}
