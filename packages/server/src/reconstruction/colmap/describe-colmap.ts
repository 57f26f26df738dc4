import type { EngineDescription } from '../engine.ts';
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
  const sparse = 'Textured model from the sparse cloud';
  if (gpu) {
    return [
      `${sparse} (quality preview)`,
      'Dense model on CUDA (qualities standard and high)',
      'Features and matches on the GPU',
    ];
  }
  if (cuda) return [sparse, 'Built with CUDA, but no NVIDIA GPU is here: no dense model'];
  return [sparse];
}
