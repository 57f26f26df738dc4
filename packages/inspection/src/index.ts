export { createInspector, type Inspector, type InspectorOptions } from './decoder/create-inspector.ts';
export type { Announcement, Inspection, PhotoLimits } from './decoder/inspection.ts';
export { judgeBytes } from './faults/judge-size.ts';
export { readMetadata } from './metadata/read-metadata.ts';
export type {
  PhotoFacts,
  PhotoFault,
  PhotoMeasures,
  PhotoMetadata,
  PhotoType,
  PhotoWarning,
} from './photo-facts.ts';
export { estimateSteps } from './set/estimate-task.ts';
export { type ReportOptions, reportSet } from './set/report-set.ts';
export type { PastTask, SetPhoto, SetReport } from './set/set-photo.ts';
export { thumbnailSizes } from './thumbnails/thumbnail-sizes.ts';
export { warnOfPhoto } from './warnings/warn-of-photo.ts';
export { type PhotoOfSet, warnOfSet } from './warnings/warn-of-set.ts';
