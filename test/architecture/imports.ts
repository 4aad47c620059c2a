/** Who may import what: folders, single portals, packages, Node's own modules. */
import type { Import, SourceFile } from './source-file.ts';
import type { FolderRule, Table } from './table.ts';

/** A broken rule, as a sentence that says where the thing belongs; and which entries of the table were of use. */
export interface Verdict {
  readonly broken: string[];
  readonly used: Set<string>;
}

const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

/** @returns the rule of the longest folder that holds the path; undefined for a folder that nobody described. */
export function ruleOf(path: string, table: Table): FolderRule | undefined {
  const holding = table.folders.filter(({ folder }) => (folder === '' ? !path.includes('/') : isIn(path, folder)));
  return holding.toSorted((a, b) => b.folder.length - a.folder.length)[0];
}

export function judgeImports(files: readonly SourceFile[], table: Table): Verdict {
  const verdict: Verdict = { broken: [], used: new Set() };
  for (const file of files) {
    if (table.free.some((folder) => isIn(file.path, folder))) {
      verdict.used.add(`free ${file.path.split('/')[0]}`);
      continue;
    }
    const rule = ruleOf(file.path, table);
    if (!rule) {
      verdict.broken.push(`${file.path}: its folder is not part of the architecture. Move it, or describe the folder.`);
      continue;
    }
    verdict.used.add(`folder ${rule.folder}`);
    for (const each of file.imports) judgeOne(file, each, rule, table, verdict);
  }
  return verdict;
}

function judgeOne(file: SourceFile, each: Import, rule: FolderRule, table: Table, verdict: Verdict): void {
  const sentence =
    each.kind === 'file'
      ? judgeFile(file.path, each, rule, table, verdict)
      : each.kind === 'node'
        ? judgeNode(each, rule)
        : judgePackage(each, rule, table, verdict);
  if (sentence) verdict.broken.push(`${file.path}:${each.line} ${sentence}`);
}

function judgeFile(from: string, each: Import, rule: FolderRule, table: Table, verdict: Verdict): string | undefined {
  const apart = judgePortal(from, each.to);
  if (apart) return apart;
  const target = ruleOf(each.to, table);
  if (target === rule) return undefined;
  const allowed = Object.keys(rule.may).find((to) => to === each.to || to === target?.folder);
  if (allowed === undefined) {
    const may = Object.keys(rule.may).join(', ') || 'nothing outside itself';
    return `imports ${each.to}; ${rule.folder || 'the root'} may import ${may}: ${rule.instead}.`;
  }
  verdict.used.add(`${rule.folder} may ${allowed}`);
  if (rule.may[allowed] === 'types' && !each.typeOnly)
    return `imports ${each.to} to run it; ${rule.folder} may know types of ${allowed} only ("import type"): ${rule.instead}.`;
  return undefined;
}

const PORTAL_HOMES = [/^selectors\/([^/]+)\//, /^flows\/portals\/([^/]+)\//, /^sandbox\/([^/]+)\//];

/** @returns the portal whose folder holds the path, if any. */
export const portalOf = (path: string): string | undefined =>
  PORTAL_HOMES.map((home) => home.exec(path)?.[1]).find(Boolean);

function judgePortal(from: string, to: string): string | undefined {
  const [mine, theirs] = [portalOf(from), portalOf(to)];
  if (theirs === undefined || mine === theirs) return undefined;
  if (mine !== undefined)
    return `imports ${to}: one portal never imports another. What both need belongs one folder up, for all portals.`;
  if (isIn(to, 'selectors')) return `imports ${to}: only flows/portals/${theirs}/ knows that portal's pages.`;
  if (isIn(to, 'flows') && from !== 'flows/portals/index.ts')
    return `imports ${to}: portals are listed in flows/portals/index.ts alone; take the portal from there.`;
  return undefined;
}

const judgeNode = (each: Import, rule: FolderRule): string | undefined =>
  rule.node ? undefined : `imports ${each.to}: ${rule.instead}.`;

function judgePackage(each: Import, rule: FolderRule, table: Table, verdict: Verdict): string | undefined {
  const entry = table.packages.find((known) => known.package === each.to);
  if (!entry) {
    return `imports ${each.to}, a package without an owner: wrap it in one file of adapters/ and name its owner in the table.`;
  }
  const reach = entry.owners[rule.folder];
  const owners = Object.keys(entry.owners).map((folder) => folder || 'the root');
  if (reach === undefined) return `imports ${each.to}, which belongs to ${owners.join(', ')}: ${entry.instead}.`;
  verdict.used.add(`${each.to} in ${rule.folder}`);
  if (reach === 'types' && !each.typeOnly)
    return `imports ${each.to} to run it; ${rule.folder} may use its types only ("import type"): ${entry.instead}.`;
  return undefined;
}

/** @returns entries of the table that no file has any use for: they would hide the next mistake. */
export function staleEntries(used: ReadonlySet<string>, table: Table): string[] {
  const entries = [
    ...table.free.map((folder) => `free ${folder}`),
    ...table.folders.flatMap(({ folder, may }) => [
      `folder ${folder}`,
      ...Object.keys(may).map((to) => `${folder} may ${to}`),
    ]),
    ...table.packages.flatMap((entry) => Object.keys(entry.owners).map((folder) => `${entry.package} in ${folder}`)),
    ...table.exceptions.map(({ habit, path }) => `${habit} in ${path}`),
  ];
  return entries
    .filter((entry) => !used.has(entry))
    .map((entry) => `The rule "${entry}" matches nothing any more: remove it from test/architecture/table.ts.`);
}
