import type { EngineDescription } from '../../port/engine.ts';
import type { FoundColmap, InstalledColmap } from './find-colmap.ts';

/** Describes the installed COLMAP for users. */
export function describeColmap({
  installed,
  problem,
}: FoundColmap): Pick<EngineDescription, 'title' | 'version' | 'abilities' | 'problem'> {
  const abilities = installed ? abilitiesOf(installed) : [];
  return { title: 'COLMAP', version: installed?.version ?? null, abilities, problem: problem ?? null };
}

function abilitiesOf({ cuda, gpu }: InstalledColmap): string[] {
  const preview = 'Textured model from the sparse point cloud (quality preview)';
  if (gpu) {
    return [
      preview,
      'Dense model on CUDA (qualities standard and high)',
      'Feature extraction and matching on the GPU',
    ];
  }
  const dense = 'Dense model on the CPU (qualities standard and high)';
  return cuda ? [preview, dense, 'Built with CUDA, but there is no NVIDIA GPU'] : [preview, dense];
}
