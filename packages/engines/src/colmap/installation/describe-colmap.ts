import type { EngineDescription } from '../../port/engine.ts';
import type { FoundColmap, InstalledColmap } from './find-colmap.ts';

/** What people are told of COLMAP as it is installed. */
export function describeColmap({
  installed,
  problem,
}: FoundColmap): Pick<EngineDescription, 'title' | 'version' | 'abilities' | 'problem'> {
  const abilities = installed ? abilitiesOf(installed) : [];
  return { title: 'COLMAP', version: installed?.version ?? null, abilities, problem: problem ?? null };
}

function abilitiesOf({ cuda, gpu }: InstalledColmap): string[] {
  const preview = 'Textured model from the sparse cloud (quality preview)';
  if (gpu) {
    return [preview, 'Dense model on CUDA (qualities standard and high)', 'Features and matches on the GPU'];
  }
  const dense = 'Dense model on the processor (qualities standard and high)';
  return cuda ? [preview, dense, 'Built with CUDA, but no NVIDIA GPU is here'] : [preview, dense];
}
