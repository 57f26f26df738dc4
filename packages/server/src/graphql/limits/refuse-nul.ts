import { type ASTNode, BREAK, type DocumentNode, Kind, visit } from 'graphql';
import { holdsNul, nulInText } from '../../errors/explain-text.ts';

/** Refuses a query with the character NUL in an argument, and names the argument: no text with it can be stored. */
export function refuseNul(document: DocumentNode, variables: Readonly<Record<string, unknown>>): void {
  const name = findInVariables(variables) ?? findInDocument(document);
  if (name !== undefined) throw nulInText(name);
}

function findInVariables(value: unknown, name = ''): string | undefined {
  if (typeof value === 'string') return holdsNul(value) ? name : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const place = Array.isArray(value) ? `${name}[${key}]` : [name, key].filter(Boolean).join('.');
    const found = findInVariables(inner, place);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findInDocument(document: DocumentNode): string | undefined {
  let found: string | undefined;
  visit(document, {
    StringValue: (node, _key, parent, _path, ancestors) => {
      if (!holdsNul(node.value)) return undefined;
      // The ancestors are those of the parent.
      found = nameOf(parent ? [...ancestors, parent] : ancestors);
      return BREAK;
    },
  });
  return found;
}

/** The argument, and the fields of inputs inside it. */
function nameOf(ancestors: readonly (ASTNode | readonly ASTNode[])[]): string {
  const names = ancestors.flatMap((node) =>
    'kind' in node && (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) ? node.name.value : [],
  );
  return names.join('.') || 'default value of a variable';
}
