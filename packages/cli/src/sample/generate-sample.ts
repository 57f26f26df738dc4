import type { ProgressLine } from '../progress/progress-view.ts';
import type { Shell } from '../shell.ts';

const TITLES = { landscape: 'Sample scene: landscape', photos: 'Sample scene: photos' } as const;

/** Generates the sample scene in a folder, unless it is there, and returns the folder of its photos. */
export async function generateSample(shell: Shell, folder: string): Promise<string> {
  const { generateScene } = await import('@tiepoint/samples');
  let current: { stage: string; line: ProgressLine } | undefined;
  const scene = await generateScene({
    folder,
    onProgress({ stage, done, total }) {
      if (current?.stage !== stage) {
        current?.line.finish();
        current = { stage, line: shell.view.begin(TITLES[stage], 'percent', total) };
      }
      current.line.set(done, total);
    },
    signal: shell.signal,
  });
  current?.line.finish();
  return scene.photosFolder;
}
