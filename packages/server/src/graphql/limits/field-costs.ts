/** What a field costs beyond the values that are asked of it. */
export interface FieldCost {
  /** Points for the field itself, once for each time that it is answered. */
  own?: number;
  /** Points for each item of its list, on top of what is asked of the item. */
  each?: number;
  /** How many items it has: a number, or what says it. */
  size?: number | ListSize;
}

/** Arguments that say how long a list gets: its length, or a number of items. */
export interface ListSize {
  arguments: readonly string[];
  /** The size where none of them is given. */
  otherwise: number;
  /** The server never gives more. */
  atMost: number;
}

const PAGE: ListSize = { arguments: ['first', 'last'], otherwise: 100, atMost: 1000 };
const batch = (argument: string): ListSize => ({ arguments: [argument], otherwise: 0, atMost: 1000 });

/** A value that is there already: about a microsecond of the event loop, which is the unit. */
export const VALUE_COST = 1;
/** Values of the schema itself: lists of it are shorter than their sizes below say. */
export const INTROSPECTION_VALUE_COST = 0.3;
/** A change: a transaction with a few statements. */
export const MUTATION_COST = 500;
/** Items of a list that nothing here tells more about. */
export const LIST_SIZE = 10;

/** One question to the database. */
const QUESTION = 100;
/** A row of a list is read; that of a photo has its EXIF. */
const ROW = 5;
const IMAGE_ROW = 8;
/** Its cursors are made. */
const EVENT_ROW = 15;
/** One question is shared by a whole list. */
const SHARED = 10;
/** A few addresses of the page are signed. */
const LINKS = 5;
/** An address of the object store is signed. */
const SIGNED = 20;
/** The project's meta files are read, and the names of all its photos. */
const READING = 5000;
/** The manifest of a task is read. */
const MANIFEST = 2000;
/** A report is looked up; all photos of the project are read where it has changed. */
const REPORT = 1000;
/** A list of up to 200,000 numbers. */
const PAIRS = 10_000;
/** A value of a photo in a report, which is in memory: maps ask for all of thousands. */
const REPORTED_VALUE_COST = 0.5;
const REPORTED_VALUES = [
  ...['id', 'name', 'takenAt', 'camera', 'group', 'neighbours', 'longitude', 'latitude', 'east', 'north'],
  ...['height', 'heading', 'pitch', 'resolution', 'footprint', 'footprintDegrees'],
];
/** The server calls somebody else, or hashes a password: few at a time are enough for everybody. */
const SLOW = 5000;

/**
 * The weights, all in one place: `Type.field` of what costs more than its values. Fields that are not here cost 1
 * where they give a value and nothing where they give an object, 500 on `Mutation`.
 */
export const FIELD_COSTS: Readonly<Record<string, FieldCost>> = {
  'Query.project': { own: QUESTION },
  'Search.altiID': { own: QUESTION, size: { arguments: ['limit'], otherwise: 1, atMost: 100 } },
  'Search.projectID': { own: QUESTION, size: { arguments: ['limit'], otherwise: 1, atMost: 100 } },
  'Support.networkTest': { own: SLOW },
  'My.allProjects': { own: 2 * QUESTION, each: ROW, size: PAGE },
  'My.tokens': { own: QUESTION, size: 50 },
  'User.modelBytes': { own: QUESTION },
  'User.stats': { own: QUESTION },
  'My.projects': { own: 2 * QUESTION, each: ROW, size: PAGE },

  'Project.image': { own: QUESTION },
  'Project.imageByFilename': { own: QUESTION },
  'Project.allImages': { own: 6 * QUESTION, each: IMAGE_ROW, size: PAGE },
  'Project.metaFile': { own: QUESTION },
  'Project.hasMetaFile': { own: QUESTION },
  'Project.allMetaFiles': { own: 2 * QUESTION, each: ROW, size: PAGE },
  'Project.events': { own: 2 * QUESTION, each: EVENT_ROW, size: PAGE },
  'Project.eventCursor': { own: QUESTION },
  'Project.webhooks': { own: QUESTION },
  'Project.alignmentPoints': { own: 2 * QUESTION, each: ROW, size: PAGE },
  'AlignmentPoint.image': { own: SHARED },
  'Project.importedModel': { own: QUESTION },
  'Project.tasks': { own: 2 * QUESTION },
  'Project.task': { own: QUESTION },
  'Project.downloads': { own: 2 * QUESTION },
  'Project.numImage': { own: SHARED },
  'Project.imageCounts': { own: SHARED },
  'Project.gigaPixel': { own: SHARED },
  'Project.taskState': { own: SHARED },
  'Project.error': { own: SHARED },
  'Project.errorCode': { own: SHARED },
  'Project.cover': { own: SHARED },
  'Project.report': { own: REPORT },
  'Project.gsd': { own: REPORT },
  'Project.sfmState': { own: QUESTION },
  'Project.modelTransform': { own: 2 * QUESTION },
  'Project.GCPInfo': { own: QUESTION },
  'Project.GCPValidation': { own: QUESTION },
  'ProjectReport.photos': { size: { arguments: ['first'], otherwise: 1000, atMost: 10_000 } },
  ...Object.fromEntries(REPORTED_VALUES.map((name) => [`ReportPhoto.${name}`, { own: REPORTED_VALUE_COST }])),
  'ReportGroup.photos': { size: 100 },
  'ReportFinding.photos': { size: 100 },
  'ReportOverlap.pairs': { own: PAIRS },
  'Task.queueing': { own: SHARED },
  'Task.remainingSeconds': { own: SHARED },
  'Task.expectedStartSeconds': { own: SHARED },
  'Task.log': {
    own: QUESTION,
    each: VALUE_COST,
    size: { arguments: ['first'], otherwise: 200, atMost: 2000 },
  },
  'Task.manifest': { own: MANIFEST },
  'ProjectImage.url': { own: SIGNED },
  'ProjectImage.thumbs': { own: LINKS },
  // Most photos have none, and they are found out once for all.
  'ProjectImage.warnings': { own: VALUE_COST, size: 1 },
  'ProjectMetaFile.warnings': { own: READING },

  'Mutation.hasImages': { own: MUTATION_COST, each: IMAGE_ROW, size: batch('checksums') },
  'Mutation.uploadImages': { own: MUTATION_COST, each: IMAGE_ROW + SIGNED, size: batch('images') },
  'Mutation.removeImages': { own: MUTATION_COST, each: IMAGE_ROW, size: batch('ids') },
  'Mutation.makeLODImage': { own: SLOW },
  'Mutation.getUserToken': { own: SLOW },
  'Mutation.registerUser': { own: SLOW },
  'Mutation.pingWebhook': { own: SLOW },

  '__Schema.types': { size: 150 },
  '__Schema.directives': { size: 5 },
  '__Type.fields': { size: 8 },
  '__Type.inputFields': { size: 2 },
  '__Type.enumValues': { size: 3 },
  '__Type.interfaces': { size: 1 },
  '__Type.possibleTypes': { size: 1 },
  '__Field.args': { size: 2 },
  '__Directive.args': { size: 1 },
};
