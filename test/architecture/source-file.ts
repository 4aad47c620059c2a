/** A source file as the rules see it: what it imports and the few expressions they look for. */
import { posix } from 'node:path';
import {
  type ExportAllDeclaration,
  type ExportNamedDeclaration,
  parseSync,
  type StaticImport,
  Visitor,
  type VisitorObject,
} from 'oxc-parser';

export interface SourceText {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Import {
  /** Path from the project's root, or the name of a package, or `node:...`. */
  readonly to: string;
  readonly kind: 'file' | 'package' | 'node';
  readonly typeOnly: boolean;
  readonly line: number;
}

export interface SourceFile extends SourceText {
  readonly imports: readonly Import[];
  readonly lineCount: number;
  readonly lineAt: (offset: number) => number;
  /** Visits every syntax node (ESTree with TypeScript). */
  readonly visit: (visitor: VisitorObject) => void;
}

/** @throws when the file does not parse. */
export function readSource({ path, text }: SourceText): SourceFile {
  const parsed = parseSync(path, text);
  const [broken] = parsed.errors;
  if (broken) throw new Error(`${path} does not parse: ${broken.message}`);
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const visit = (visitor: VisitorObject) => new Visitor(visitor).visit(parsed.program);
  const found: { name: string; typeOnly: boolean; offset: number }[] = [];
  for (const each of parsed.module.staticImports)
    found.push({ name: each.moduleRequest.value, typeOnly: isTypeOnly(each), offset: each.start });
  const reExported = (node: ExportNamedDeclaration | ExportAllDeclaration) => {
    if (node.source) found.push({ name: node.source.value, typeOnly: node.exportKind === 'type', offset: node.start });
  };
  visit({
    ExportNamedDeclaration: reExported,
    ExportAllDeclaration: reExported,
    ImportExpression: (node) => {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string')
        found.push({ name: node.source.value, typeOnly: false, offset: node.start });
    },
    TSImportType: (node) => {
      found.push({ name: node.source.value, typeOnly: true, offset: node.start });
    },
  });
  const imports = found.map(({ name, typeOnly, offset }) => ({
    ...resolve(path, name),
    typeOnly,
    line: lineAt(offset),
  }));
  return { path, text, imports, lineCount: text.trimEnd().split('\n').length, lineAt, visit };
}

/** An import for effect only (no names) runs code, so it is not of types only. */
const isTypeOnly = ({ entries }: StaticImport): boolean => entries.length > 0 && entries.every((entry) => entry.isType);

function resolve(from: string, name: string): Pick<Import, 'to' | 'kind'> {
  if (name.startsWith('.')) return { to: posix.join(posix.dirname(from), name), kind: 'file' };
  if (name.startsWith('node:')) return { to: name, kind: 'node' };
  const parts = name.split('/');
  return { to: name.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? name), kind: 'package' };
}
