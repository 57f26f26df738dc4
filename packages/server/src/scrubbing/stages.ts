import { checkMetaFiles } from './check-meta-files.ts';
import { checkModelOutputs, checkTaskOutputs } from './check-outputs.ts';
import { checkPhotos } from './check-photos.ts';
import type { Stage } from './stage.ts';

/** Everything that is stored for long, in the order in which it is looked at. */
export const stages: readonly Stage[] = [
  { name: 'photos', walk: checkPhotos },
  { name: 'outputs', walk: checkTaskOutputs },
  { name: 'imported models', walk: checkModelOutputs },
  { name: 'meta files', walk: checkMetaFiles },
];
