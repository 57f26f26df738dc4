import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type ValueNode,
} from 'graphql';
import {
  FIELD_COSTS,
  type FieldCost,
  INTROSPECTION_VALUE_COST,
  LIST_SIZE,
  type ListSize,
  MUTATION_COST,
  VALUE_COST,
} from './field-costs.ts';

type Variables = Readonly<Record<string, unknown>>;
type Field = GraphQLField<unknown, unknown>;

interface Estimate {
  schema: GraphQLSchema;
  /** With the defaults that the operation declares. */
  variables: Variables;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** What a fragment costs, by its name and the page that it is spread in: it is looked at once. */
  known: Map<string, number>;
}

/** Where a selection stands. */
interface Surroundings {
  type: GraphQLNamedType;
  /** How many items the `edges` of the connection around it have. */
  page: number | undefined;
}

/**
 * How much work a valid query asks for, in the points of `FIELD_COSTS`: lists cost what their arguments or the
 * variables behind them ask for. Of several operations the dearest counts. Variables may be anything: they are
 * checked elsewhere.
 */
export function estimateCost(schema: GraphQLSchema, document: DocumentNode, variables: Variables): number {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const costs = document.definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return 0;
    const type = schema.getRootType(definition.operation);
    const all = { ...defaultsOf(definition), ...variables };
    const estimate = { schema, variables: all, fragments, known: new Map<string, number>() };
    return type ? costOfSelections(estimate, definition.selectionSet, { type, page: undefined }) : 0;
  });
  return Math.max(0, ...costs);
}

function defaultsOf(operation: OperationDefinitionNode): Variables {
  return Object.fromEntries(
    (operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue && literalOf(defaultValue),
    ]),
  );
}

function costOfSelections(
  estimate: Estimate,
  selections: SelectionSetNode,
  { type, page }: Surroundings,
): number {
  return selections.selections.reduce((sum, selection) => {
    if (selection.kind === Kind.FIELD) return sum + costOfField(estimate, selection, { type, page });
    if (selection.kind === Kind.FRAGMENT_SPREAD)
      return sum + costOfFragment(estimate, selection.name.value, page);
    const inner = selection.typeCondition && estimate.schema.getType(selection.typeCondition.name.value);
    return sum + costOfSelections(estimate, selection.selectionSet, { type: inner ?? type, page });
  }, 0);
}

function costOfFragment(estimate: Estimate, name: string, page: number | undefined): number {
  const key = `${name} ${page}`;
  const known = estimate.known.get(key);
  if (known !== undefined) return known;
  const fragment = estimate.fragments.get(name);
  const type = fragment && estimate.schema.getType(fragment.typeCondition.name.value);
  const cost = type ? costOfSelections(estimate, fragment.selectionSet, { type, page }) : 0;
  estimate.known.set(key, cost);
  return cost;
}

function costOfField(estimate: Estimate, node: FieldNode, { type: parent, page }: Surroundings): number {
  const field = fieldOf(estimate.schema, parent, node.name.value);
  if (!field) return 0;
  const cost = FIELD_COSTS[`${parent.name}.${field.name}`];
  const own = cost?.own ?? ownCost(estimate.schema, parent, field);
  const isList = isListType(getNullableType(field.type));
  const asked = sizeOf(estimate, node, cost);
  const size = isList ? (asked ?? page ?? LIST_SIZE) : 1;
  const items = (asked ?? 0) * (cost?.each ?? 0);
  if (!node.selectionSet) return own + items;
  // A connection hands its size on to its `edges`.
  const inner = { type: getNamedType(field.type), page: isList ? undefined : asked };
  return own + items + size * costOfSelections(estimate, node.selectionSet, inner);
}

function ownCost(schema: GraphQLSchema, parent: GraphQLNamedType, field: Field): number {
  if (parent === schema.getMutationType()) return MUTATION_COST;
  if (isCompositeType(getNamedType(field.type))) return 0;
  return parent.name.startsWith('__') ? INTROSPECTION_VALUE_COST : VALUE_COST;
}

function fieldOf(schema: GraphQLSchema, parent: GraphQLNamedType, name: string): Field | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  if (parent === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

/** How many items the field is asked for; undefined where neither its arguments nor the table say. */
function sizeOf(estimate: Estimate, node: FieldNode, cost: FieldCost | undefined): number | undefined {
  const size = cost?.size;
  if (size === undefined || typeof size === 'number') return size;
  const given = (node.arguments ?? [])
    .filter(({ name }) => size.arguments.includes(name.value))
    .map((argument) => itemsOf(givenTo(argument, estimate.variables)))
    .filter((items) => items !== undefined);
  return clamp(given.length > 0 ? Math.max(...given) : size.otherwise, size);
}

function givenTo({ value }: ArgumentNode, variables: Variables): unknown {
  return value.kind === Kind.VARIABLE ? variables[value.name.value] : literalOf(value);
}

/** A literal as far as sizes go: numbers and lists as such. */
function literalOf(node: ValueNode): unknown {
  if (node.kind === Kind.INT) return Number(node.value);
  if (node.kind === Kind.LIST) return node.values;
  return node.kind === Kind.NULL ? null : node;
}

/** A list has its length, a number says how many; anything else where a list is wanted is one item. */
function itemsOf(value: unknown): number | undefined {
  if (value == null) return undefined;
  if (Array.isArray(value)) return value.length;
  return typeof value === 'number' ? value : 1;
}

function clamp(items: number, { atMost }: ListSize): number {
  return Math.max(0, Math.min(atMost, items));
}
