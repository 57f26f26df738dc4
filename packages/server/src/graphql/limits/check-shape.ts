import { type DocumentNode, Kind, type SelectionSetNode, visit } from 'graphql';
import { DomainError } from '../../errors/domain-error.ts';
import { type QueryLimits, sayCount } from './limits.ts';

/** How a selection of fields looks, fragments included. */
interface Shape {
  /** Fields inside fields; 0 where there are none. */
  depth: number;
  /** The same below `__schema` and `__type`. */
  introspectionDepth: number;
  aliases: number;
}

const INTROSPECTION = ['__schema', '__type'];
const NOTHING: Shape = { depth: 0, introspectionDepth: 0, aliases: 0 };

/**
 * Refuses a query that is nested too deeply or asks for too many fields under other names. Fragments are looked at
 * once each, so that neither circles nor fragments that spread each other again and again cost anything. Returns how many
 * fields and fragments the text has.
 */
export function checkShape(document: DocumentNode, limits: Omit<QueryLimits, 'anonymousSelections'>): number {
  const { literalDepth, selections } = surveyText(document);
  if (literalDepth > limits.depth) throw tooDeep('literal lists and objects', literalDepth, limits.depth);
  if (selections > limits.selections) {
    const most = `The query text has ${selections} fields and fragments; the limit is ${limits.selections}.`;
    throw new DomainError('LIMIT_TOKENS', `${most} Split the request.`);
  }
  const measure = measurerOf(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const shape = measure(definition.selectionSet);
    if (shape.depth > limits.depth) throw tooDeep('fields', shape.depth, limits.depth);
    if (shape.introspectionDepth > limits.introspectionDepth) {
      throw tooDeep('fields of the schema', shape.introspectionDepth, limits.introspectionDepth);
    }
    if (shape.aliases > limits.aliases) {
      const most = `The query has ${sayCount(shape.aliases)} aliases; the limit is ${limits.aliases}.`;
      throw new DomainError(
        'LIMIT_ALIASES',
        `${most} hasImages and uploadImages take many photos in one call.`,
      );
    }
  }
  return selections;
}

function tooDeep(what: string, found: number, most: number): DomainError {
  return new DomainError(
    'LIMIT_DEPTH',
    `The query nests ${what} ${found} levels deep; the limit is ${most}.`,
  );
}

function measurerOf(document: DocumentNode): (selections: SelectionSetNode) => Shape {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const known = new Map<string, Shape>();
  const ofFragment = (name: string): Shape => {
    const measured = known.get(name);
    if (measured) return measured;
    // A fragment that spreads itself finds this: validation refuses it afterwards.
    known.set(name, NOTHING);
    const fragment = fragments.get(name);
    const shape = fragment ? measure(fragment.selectionSet) : NOTHING;
    known.set(name, shape);
    return shape;
  };
  const measure = (selections: SelectionSetNode): Shape =>
    selections.selections
      .map((selection): Shape => {
        if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
        const below = selection.selectionSet ? measure(selection.selectionSet) : NOTHING;
        if (selection.kind === Kind.INLINE_FRAGMENT) return below;
        const deeper = below.depth + 1;
        const aboutSchema = INTROSPECTION.includes(selection.name.value);
        return {
          depth: aboutSchema ? 0 : deeper,
          introspectionDepth: aboutSchema ? deeper : below.introspectionDepth,
          aliases: below.aliases + (selection.alias ? 1 : 0),
        };
      })
      .reduce(together, NOTHING);
  return measure;
}

function together(one: Shape, other: Shape): Shape {
  return {
    depth: Math.max(one.depth, other.depth),
    introspectionDepth: Math.max(one.introspectionDepth, other.introspectionDepth),
    aliases: one.aliases + other.aliases,
  };
}

/** How deep literals nest, and how many fields and fragments the text has. */
function surveyText(document: DocumentNode): { literalDepth: number; selections: number } {
  let depth = 0;
  let literalDepth = 0;
  let selections = 0;
  const level = {
    enter: () => {
      literalDepth = Math.max(literalDepth, ++depth);
    },
    leave: () => {
      depth--;
    },
  };
  const count = () => void selections++;
  visit(document, {
    [Kind.LIST]: level,
    [Kind.OBJECT]: level,
    [Kind.FIELD]: count,
    [Kind.FRAGMENT_SPREAD]: count,
    [Kind.INLINE_FRAGMENT]: count,
  });
  return { literalDepth, selections };
}
