export { DENSE_MATCHING } from './colmap/depth-maps/depth-commands.ts';
export { type CoordinateSystems, openCoordinateSystems } from './coordinates/coordinate-systems.ts';
export { needsPositions } from './coordinates/needs-positions.ts';
export { openProjection, type ProjectedFrame } from './coordinates/projected-frame.ts';
export { type DescribeNeeds, describeEngines, type EngineEntry } from './describe-engines.ts';
export {
  type FinishedModel,
  type MakingNeeds,
  type MakingPlace,
  makeModel,
} from './making/make-model.ts';
export { type ModelOrder, type OrderedPhoto, photoSetOf } from './making/model-order.ts';
export { type OutputFolder, OutputFolderRefused, openOutputFolder } from './making/output-folder.ts';
export { describeHost } from './manifest/describe-host.ts';
export { describeStepEnd, type FinishedStep } from './manifest/finished-step.ts';
export {
  type ManifestFacts,
  makeManifest,
  type Provenance,
} from './manifest/make-manifest.ts';
export { type NodeAddress, parseNodeAddresses } from './nodeodm/node/nodeodm-addresses.ts';
export {
  type EngineSettings,
  type OpenEngines,
  type OpenEnginesNeeds,
  openInstalledEngines,
  UnknownEngine,
} from './open-installed-engines.ts';
export { completeOptions } from './options/complete-options.ts';
export { judgeOptions } from './options/judge-options.ts';
export { judgePhotoSet, MIN_PHOTOS } from './options/judge-photo-set.ts';
export { describePhotos, type KnownPhoto } from './photos/describe-photos.ts';
export { EngineSilent, endSilence } from './port/end-silence.ts';
export {
  type ControlPoint,
  type Engine,
  type EngineDescription,
  type EngineEvent,
  type EngineHandle,
  type EngineJob,
  type EngineOutput,
  type EnginePhoto,
  type EngineResult,
  type LeftOutPhoto,
  type OptionProblem,
  WorkLost,
} from './port/engine.ts';
export { DISK_FULL_REASON, isDiskFull, ReconstructionFailure } from './port/failure.ts';
export type { Logger } from './port/logger.ts';
export { DEFAULT_TASK_OPTIONS, type TaskOptions } from './port/task-options.ts';
export { workKeyOf } from './port/work-key.ts';
