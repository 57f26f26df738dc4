import {
  type GraphQLArgument,
  type GraphQLField,
  GraphQLID,
  type GraphQLInputType,
  GraphQLInt,
  type GraphQLObjectType,
  GraphQLString,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

/** Everything that names something of a user, or nothing at all. */
export interface Names {
  project: string;
  image: string;
  /** Of the image, in its bucket. */
  filename: string;
  checksum: string;
  metaFile: string;
  metaChecksum: string;
  webhook: string;
  alignmentPoint: string;
  task: string;
  token: string;
}

/** A call of one root field with everything below it. */
export interface Call {
  /** Which names its own arguments hold. */
  own: ReadonlySet<keyof Names>;
  /** The same with those of the fields below it. */
  all: ReadonlySet<keyof Names>;
  text: string;
}

type Field = GraphQLField<unknown, unknown>;

/** What an argument stands for: by its name, or where that says too little by its field's name too. */
const MEANINGS: Readonly<Record<string, keyof Names>> = {
  pid: 'project',
  'project.id': 'project',
  'projectID.id': 'project',
  'altiID.id': 'project',
  'removeProject.id': 'project',
  'transferProject.id': 'project',
  'reportProject.id': 'project',
  'startReconstructionWithError.id': 'project',
  'preStartReconstruction.id': 'project',
  'stopReconstruction.id': 'project',
  'uploadModelS3.id': 'project',
  'uploadModelMinio.id': 'project',
  'doneModelUpload.id': 'project',
  'cleanupImportedModel.id': 'project',
  'setProjectProperties.id': 'project',
  'setProjectGeoInfo.id': 'project',
  'task.id': 'task',
  'image.id': 'image',
  'imageByFilename.filename': 'filename',
  'removeImage.id': 'image',
  'removeImages.ids': 'image',
  'makeLODImage.id': 'image',
  'startImageUpload.id': 'image',
  'doneImageUpload.id': 'image',
  'hasImage.checksum': 'checksum',
  'hasImages.checksums': 'checksum',
  'metaFile.id': 'metaFile',
  'removeMetaFile.id': 'metaFile',
  'hasMetaFile.checksum': 'metaChecksum',
  'updateWebhook.id': 'webhook',
  'removeWebhook.id': 'webhook',
  'replayWebhook.id': 'webhook',
  'pingWebhook.id': 'webhook',
  'addAlignmentPoint.image': 'image',
  'updateAlignmentPoint.id': 'alignmentPoint',
  'removeAlignmentPoint.id': 'alignmentPoint',
  'revokeUserToken.id': 'token',
};

/** What is said where a text is wanted; `x` elsewhere. */
const TEXTS: Readonly<Record<string, string>> = {
  url: 'http://127.0.0.1:9/',
  email: 'stranger@example.org',
  password: 'a wrong password',
};

/** How deep calls go. Deeper things are the same again, by another way; without a user token less may be asked at once. */
export const CALL_DEPTHS = { user: 5, anonymous: 3 };
/** An argument with such a name is one that `MEANINGS` has to know, whatever its type. */
const NAMES_SOMETHING = /^p?ids?$|I[dD]s?$/;

/** How a call is written, and what it has used. */
interface Walk {
  names: Names;
  maxDepth: number;
  used: Set<keyof Names>;
}

/**
 * Writes a call of a field of a root type with these names in its arguments, and with every field below it down to a depth.
 * Throws where an argument names something that nobody has said the meaning of.
 */
export function writeCall(
  [root, field]: readonly [GraphQLObjectType, Field],
  names: Names,
  maxDepth: number = CALL_DEPTHS.user,
): Call {
  const own = new Set<keyof Names>();
  for (const argument of field.args) writeArgument(field, argument, { names, maxDepth, used: own });
  const all = new Set<keyof Names>();
  const written = writeField(field, { names, maxDepth, used: all }, [root.name]);
  return { own, all, text: `${root.name.toLowerCase()} { ${written} }` };
}

function writeField(field: Field, walk: Walk, trail: readonly string[]): string {
  const written = field.args.flatMap((argument) => writeArgument(field, argument, walk));
  const call = written.length > 0 ? `${field.name}(${written.join(', ')})` : field.name;
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return call;
  const below = Object.values(type.getFields())
    .filter((inner) => mayFollow(inner, walk, [...trail, type.name]))
    .map((inner) => writeField(inner, walk, [...trail, type.name]));
  return `${call} { ${['__typename', ...below].join(' ')} }`;
}

function mayFollow(field: Field, { maxDepth }: Walk, trail: readonly string[]): boolean {
  const type = getNamedType(field.type);
  return !isObjectType(type) || (trail.length < maxDepth && !trail.includes(type.name));
}

function writeArgument(field: Field, argument: GraphQLArgument, { names, used }: Walk): string[] {
  const key = `${field.name}.${argument.name}`;
  const type = getNamedType(argument.type);
  const mustMean = type === GraphQLID || NAMES_SOMETHING.test(argument.name);
  const meaning = MEANINGS[key] ?? (mustMean ? MEANINGS[argument.name] : undefined);
  if (mustMean && !meaning) throw new Error(`Say in MEANINGS what the argument ${key} stands for.`);
  if (meaning) {
    used.add(meaning);
    const value = JSON.stringify(names[meaning]);
    return [`${argument.name}: ${isListType(getNullableType(argument.type)) ? `[${value}]` : value}`];
  }
  // Short pages: what is asked for a long list is refused for its cost.
  const wanted = isRequiredArgument(argument) || argument.name === 'first';
  return wanted ? [`${argument.name}: ${writeValue(argument.name, argument.type)}`] : [];
}

function writeValue(name: string, wanted: GraphQLInputType): string {
  const type = getNullableType(wanted);
  if (isListType(type)) return `[${writeValue(name, type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{${fields.map((field) => `${field.name}: ${writeValue(field.name, field.type)}`).join(', ')}}`;
  }
  if (type === GraphQLInt) return '1';
  if (type === GraphQLString) return JSON.stringify(TEXTS[name] ?? 'x');
  return type.name === 'Boolean' ? 'false' : '1';
}
