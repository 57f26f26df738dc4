import {
  type DocumentNode,
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  LoneAnonymousOperationRule,
  NoUndefinedVariablesRule,
  NoUnusedFragmentsRule,
  ProvidedRequiredArgumentsRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { type CodeBlock, codeBlocks, type DocPage, inlineCode } from './docs.fixture.ts';

/** What a page may leave out: names of operations, and in a fragment of a query arguments and variables. */
const RULES = specifiedRules.filter((rule) => rule !== LoneAnonymousOperationRule);
const FRAGMENT_RULES = RULES.filter(
  (rule) =>
    rule !== NoUnusedFragmentsRule &&
    rule !== ProvidedRequiredArgumentsRule &&
    rule !== NoUndefinedVariablesRule,
);
const OPERATION = /^(?:query|mutation|subscription)\b[^=]*\{|^\{ \w+ [{(]|^\{ \w+\([^)]*\) \{/;
const SELECTION = /^[a-z]\w*(?:\([^)]*\))? \{.*\}$/s;
const CALL = /^([a-z]\w*)\(([\w, …]*)\)/;
/** A field with its arguments by name alone, as sentences show them. */
const NAMES_ONLY = /([a-z]\w*)\([\w, …]*\)/g;
const MEMBER = /^(\w+)\.([a-z]\w*)$/;

/** Operations, and parts of operations, that a page shows. */
export function queriesOf(page: DocPage): string[] {
  const inline = inlineCode(page).filter((code) => OPERATION.test(code) || SELECTION.test(code));
  return [...codeBlocks(page).flatMap(queriesInBlock), ...inline].filter((code) => /[a-z]/.test(code));
}

/** Calls and members in a page's sentences: `hasImages(pid, checksums)`, `Task.manifest`, `project.report`. */
export function namesOf(page: DocPage): string[] {
  return inlineCode(page).filter((code) => CALL.test(code) || MEMBER.test(code));
}

/** Why the schema refuses it; nothing where it is right. */
export function problemsOf(schema: GraphQLSchema, query: string): string[] {
  const text = withoutEllipses(query);
  if (OPERATION.test(text)) return validateWith(schema, text, RULES);
  const [field = ''] = /^\w+/.exec(text) ?? [];
  const selection = text.replace(NAMES_ONLY, '$1');
  const found = typesWith(schema, field).map((type) =>
    validateWith(schema, `fragment F on ${type} { ${selection} }`, FRAGMENT_RULES).filter(
      // A sentence need not show what is in the last field that it names.
      (problem) => !problem.includes('must have a selection of subfields'),
    ),
  );
  if (found.length === 0) return [`No type has a field "${field}".`];
  const fewest = found.reduce((best, problems) => (problems.length < best.length ? problems : best));
  const calls = [...text.matchAll(NAMES_ONLY)].map(([call]) => call);
  return [...fewest, ...calls.flatMap((call) => missingNames(schema, call))];
}

/** Which fields and arguments of a call or a member the schema does not have. */
export function missingNames(schema: GraphQLSchema, code: string): string[] {
  const [, member = '', memberField = ''] = MEMBER.exec(code) ?? [];
  if (member) {
    const fields = fieldsOf(schema, member) ?? fieldsOfRootField(schema, member);
    return !fields || fields.includes(memberField) ? [] : [`${member} has no field "${memberField}".`];
  }
  const [, field = '', list = ''] = CALL.exec(code) ?? [];
  const owners = typesWith(schema, field);
  if (owners.length === 0) return [];
  const args = list.split(/[, …]+/).filter((name) => name !== '');
  const known = owners.flatMap((owner) => {
    const type = schema.getType(owner);
    return isObjectType(type) ? (type.getFields()[field]?.args.map(({ name }) => name) ?? []) : [];
  });
  return args.filter((name) => !known.includes(name)).map((name) => `${field} has no argument "${name}".`);
}

function queriesInBlock({ language, code }: CodeBlock): string[] {
  switch (language) {
    case 'graphql':
      return [code.trim()];
    case 'js':
    case 'ts':
      return [...code.matchAll(/(['`])((?:(?:query|mutation|subscription)\b|\w+ \{)[^'`]*?\})\1/g)].map(
        ([, , query = '']) => query.replace(/\$\{\w+\}/g, '__typename'),
      );
    case 'sh':
      return [...code.matchAll(/"query": "([^"]+)"/g)].map(([, query = '']) => query);
    default:
      return [];
  }
}

function withoutEllipses(query: string): string {
  return query
    .replace(/\{ … \}/g, '{ __typename }')
    .replace(/([\w}"]) …/g, '$1')
    .replace(/, …\)/g, ')');
}

function validateWith(schema: GraphQLSchema, text: string, rules: typeof specifiedRules): string[] {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    return [String(error)];
  }
  return validate(schema, document, rules).map(({ message }) => message);
}

function typesWith(schema: GraphQLSchema, field: string): string[] {
  return Object.keys(schema.getTypeMap()).filter(
    (name) =>
      !name.startsWith('__') && isObjectType(schema.getType(name)) && fieldsOf(schema, name)?.includes(field),
  );
}

function fieldsOf(schema: GraphQLSchema, name: string): string[] | undefined {
  const type = schema.getType(name);
  const hasFields = isObjectType(type) || isInterfaceType(type) || isInputObjectType(type);
  return hasFields ? Object.keys(type.getFields()) : undefined;
}

/** The fields of what `project`, `support` or `my` gives. */
function fieldsOfRootField(schema: GraphQLSchema, name: string): string[] | undefined {
  const field = schema.getQueryType()?.getFields()[name];
  return field && fieldsOf(schema, `${field.type}`.replace(/[[\]!]/g, ''));
}
