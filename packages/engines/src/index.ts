export { DEPTH_SEARCH } from './colmap/commands.ts';
export { needsPositions } from './coordinates/needs-positions.ts';
export { type DescribeNeeds, describeEngines, type EngineEntry } from './describe-engines.ts';
export { EngineSilent, endSilence } from './end-silence.ts';
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
} from './engine.ts';
export { DISK_FULL_REASON, isDiskFull, ReconstructionFailure } from './failure.ts';
export type { Logger } from './logger.ts';
export { describeHost } from './manifest/describe-host.ts';
export { type NodeAddress, parseNodeAddresses } from './nodeodm/nodeodm-addresses.ts';
export {
  type EngineSettings,
  type OpenEngines,
  type OpenEnginesNeeds,
  openInstalledEngines,
  UnknownEngine,
} from './open-installed-engines.ts';
export { completeOptions } from './options/complete-options.ts';
export { judgeOptions } from './options/judge-options.ts';
export { DEFAULT_TASK_OPTIONS, type TaskOptions } from './options/task-options.ts';
