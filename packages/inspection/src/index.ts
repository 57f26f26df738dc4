export { createInspector, type Inspector, type InspectorOptions } from './decoder/create-inspector.ts';
export type { Announcement, Inspection, PhotoLimits } from './decoder/inspection.ts';
export { judgeBytes } from './faults/judge-size.ts';
export { type ChosenPositions, choosePositions } from './meta-files/choose-positions.ts';
export { describeUnmatched } from './meta-files/describe-unmatched.ts';
export type { Entry, Lens, LineValues, MetaFileName } from './meta-files/entry.ts';
export type { NamedPhoto, NameMatches } from './meta-files/match-names.ts';
export { type ParsedFile, parseMetaFile } from './meta-files/parse-meta-file.ts';
export { type MetaFileEntries, matchHints, type PhotoHints } from './meta-files/photo-hints.ts';
export { type CameraFacts, cameraKeyOf, nameCamera } from './metadata/camera-traits.ts';
export {
  type GeodeticPosition,
  isLocal,
  type LocalPosition,
  type PhotoPosition,
  type PositionDeviation,
  positionOf,
} from './metadata/position-of.ts';
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
export { THUMBNAIL_SIZES } from './thumbnails/thumbnail-sizes.ts';
export { warnOfPhoto } from './warnings/warn-of-photo.ts';
export { type PhotoOfSet, warnOfSet } from './warnings/warn-of-set.ts';
